using System.Text;
using Grid.Columns;

namespace Grid.Sources.Tests.Caching;

public sealed class ColumnCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Place => Path.Combine(_folder.Path, "cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_of_every_kind_come_back_as_they_were()
    {
        var columns = await ColumnsAsync(700);
        using var cache = new ColumnCache(Place);
        using var file = cache.NewFile()!;

        var blocks = file.Write(columns, Test.Token);

        Assert.All(columns.Zip(blocks), pair => AssertSame(pair.First, file.Read(pair.Second!)));
    }

    [Fact]
    public void A_column_that_was_read_stays_as_it_was_when_another_is()
    {
        using var cache = new ColumnCache(Place);
        using var file = cache.NewFile()!;
        // Some that are compressed, and some that are kept as they are.
        Column[] columns = [.. Enumerable.Range(0, 8).Select(i => Numbers(i, distinct: i % 2 == 0 ? 3 : int.MaxValue))];
        var blocks = file.Write(columns, Test.Token);

        Column[] read = [.. blocks.Select(block => file.Read(block!)!)];

        Assert.All(columns.Zip(read), pair => AssertSame(pair.First, pair.Second));

        static PrimitiveColumn<long> Numbers(int seed, int distinct)
        {
            var random = new Random(seed);
            return ColumnFactory.Int64([.. Enumerable.Range(0, 500).Select(_ => (long?)random.Next(distinct) * random.Next(distinct))]);
        }
    }

    [Fact]
    public async Task Columns_without_rows_and_those_added_later_come_back_as_well()
    {
        var (none, some) = (await ColumnsAsync(0), await ColumnsAsync(40));
        using var cache = new ColumnCache(Place);
        using var file = cache.NewFile()!;

        var (first, second) = (file.Write(none, Test.Token), file.Write(some, Test.Token));

        Assert.All(none.Zip(first), pair => AssertSame(pair.First, file.Read(pair.Second!)));
        Assert.All(some.Zip(second), pair => AssertSame(pair.First, file.Read(pair.Second!)));
    }

    [Fact]
    public async Task A_byte_that_was_changed_anywhere_or_an_end_that_is_gone_is_noticed()
    {
        Column[] columns = [.. (await ColumnsAsync(60)).Take(3)];
        using var cache = new ColumnCache(Place);
        using var file = cache.NewFile()!;
        var blocks = file.Write(columns, Test.Token);
        string path = Assert.Single(Directory.GetFiles(cache.Folder!, "*.columns"));
        byte[] whole = File.ReadAllBytes(path);

        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(path, changed);
            for (int i = 0; i < columns.Length; i++)
            {
                bool isIn = at >= blocks[i]!.Offset && at < blocks[i]!.Offset + blocks[i]!.Length;
                Assert.Equal(isIn, file.Read(blocks[i]!) is null);
            }
        }
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.All(blocks, block => Assert.Equal(length < block!.Offset + block.Length, file.Read(block) is null));
        }
        File.Delete(path);
        Assert.All(blocks, block => Assert.Null(file.Read(block!)));
    }

    [Fact]
    public async Task The_bound_holds_over_all_files_and_what_goes_makes_room()
    {
        var columns = await ColumnsAsync(500);
        using var cache = new ColumnCache(Place, bound: 3000);
        var first = cache.NewFile()!;
        using var second = cache.NewFile()!;

        var (kept, full) = (first.Write(columns, Test.Token), second.Write(columns, Test.Token));

        Assert.Contains(kept, block => block is not null);
        Assert.Contains(full, block => block is null);
        Assert.InRange(cache.Used, 1, 3000);
        Assert.Equal(cache.Used, Directory.GetFiles(cache.Folder!, "*.columns").Sum(path => new FileInfo(path).Length));
        first.Dispose();
        Assert.Contains(second.Write(columns, Test.Token), block => block is not null);
    }

    [Fact]
    public async Task A_disk_that_is_full_keeps_nothing_and_is_no_fault()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var columns = await ColumnsAsync(50);
        using var cache = new ColumnCache(Place) { Open = _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0) };
        using var file = cache.NewFile()!;

        Assert.All(file.Write(columns, Test.Token), Assert.Null);

        Assert.Equal(0, cache.Used);
        Assert.Contains("make room there", cache.Fault, StringComparison.Ordinal);
        Assert.Null(cache.NewFile()); // and is left alone for a while
    }

    [Fact]
    public async Task A_disk_that_fills_while_columns_are_written_loses_none_of_before()
    {
        var columns = await ColumnsAsync(200);
        bool fails = false;
        using var cache = new ColumnCache(Place)
        {
            Open = path => fails ? new FillingStream(path) : new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0),
        };
        using var file = cache.NewFile()!;
        var before = file.Write(columns, Test.Token);
        long used = cache.Used;

        fails = true;
        Assert.All(file.Write(columns, Test.Token), Assert.Null);

        Assert.Equal(used, cache.Used);
        Assert.All(columns.Zip(before), pair => AssertSame(pair.First, file.Read(pair.Second!)));
    }

    [Fact]
    public void Nothing_is_made_before_it_is_used_and_all_goes_at_the_end()
    {
        var cache = new ColumnCache(Place);
        Assert.False(Directory.Exists(Place));

        using var file = cache.NewFile();
        Assert.True(Directory.Exists(cache.Folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cache.Folder!));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Place));
        }
        cache.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Place));
        Assert.Null(cache.NewFile());
    }

    [Fact]
    public void What_a_process_that_was_killed_left_behind_goes_with_the_next_and_nothing_else()
    {
        string dead = Directory.CreateDirectory(Path.Combine(Place, "grid-cache-1-dead")).FullName;
        File.WriteAllText(Path.Combine(dead, "in-use"), "");
        File.WriteAllText(Path.Combine(dead, "0.columns"), "left");
        string young = Directory.CreateDirectory(Path.Combine(Place, "grid-cache-2-young")).FullName;
        string other = _folder.Write("cache/notes.txt", "mine");
        using var living = new ColumnCache(Place);
        using var livingFile = living.NewFile();
        string own = living.Folder!;

        using var cache = new ColumnCache(Place);
        using var file = cache.NewFile();

        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(own));
        Assert.True(Directory.Exists(young));
        Assert.Equal("mine", File.ReadAllText(other));
    }

    [Fact]
    public void A_place_where_nothing_can_be_made_is_told_when_it_is_named_and_is_no_fault_otherwise()
    {
        string file = _folder.Write("file", "no folder");

        var thrown = Assert.Throws<OutputException>(() => ColumnCache.Check(Path.Combine(file, "cache")));

        Assert.Contains("is no folder; name another place", thrown.Message, StringComparison.Ordinal);
        using var cache = new ColumnCache(Path.Combine(file, "cache"));
        Assert.Null(cache.NewFile());
        Assert.NotNull(cache.Fault);
        using var none = new ColumnCache(null);
        Assert.Null(none.NewFile());
        Assert.Null(none.Fault);
    }

    private static void AssertSame(Column expected, Column? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.Type, expected.Length, expected.NullCount, expected.ByteSize), (actual.Type, actual.Length, actual.NullCount, actual.ByteSize));
        Assert.Equal(Cells.Of(expected), Cells.Of(actual));
        if (expected is not DictionaryColumn coded)
            return;
        var read = Assert.IsType<DictionaryColumn>(actual);
        Assert.Equal((coded.NullsCoded, coded.IsOrdered), (read.NullsCoded, read.IsOrdered));
        Assert.Equal(coded.CodeCounts.ToArray(), read.CodeCounts.ToArray());
        Cells.CheckEncoding(read);
    }

    // Codes and plain columns, with nulls and without, of all types that CSV is read as.
    private async Task<IReadOnlyList<Column>> ColumnsAsync(int rows)
    {
        var text = new StringBuilder("few,gaps,wide,real,word,texts,flag,day,moment,zoned,large,none\n");
        for (int i = 0; i < rows; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"{i % 5},{(i % 3 == 0 ? "" : $"{i % 300}")},{(long)i * i * i * 7919},{(i % 4 == 1 ? "" : $"{i * 0.1237}")},{(i % 6 == 0 ? "" : $"w{i % 9}")},text {i} é,{(i % 7 == 0 ? "" : i % 2 == 0 ? "true" : "false")},2020-01-{1 + (i % 28):00},2021-03-04 05:06:{i % 60:00}.{i % 1000:000},2021-03-04T05:{i % 60:00}:00Z,{ulong.MaxValue - (ulong)(i * 31)},\n");
        }
        string path = _folder.Write($"{rows}.csv", text.ToString());
        var types = new Schema([.. "few,gaps,wide".Split(',').Select(n => new Field(n, DataType.Int64)), new Field("real", DataType.Float64), new Field("word", DataType.Utf8), new Field("texts", DataType.Utf8), new Field("flag", DataType.Bool), new Field("day", DataType.Date32), new Field("large", DataType.UInt64), new Field("none", DataType.Int64)]);
        var plan = await SourcePlanner.PlanAsync([path], new CsvOptions { Schema = rows == 0 ? types : null }, Test.Token);
        return SplitReader.Read(plan.Splits.Single(), plan.Schema, plan.Options, null, Test.Token).Batches.Single().Columns;
    }

    /// <summary>Takes some bytes, and then no more.</summary>
    private sealed class FillingStream(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
    {
        private int _written;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if ((_written += buffer.Length) > 500)
                throw new IOException("No space left on device");
            base.Write(buffer);
        }
    }
}
