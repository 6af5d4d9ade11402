using ParquetSharp;

namespace Grid.Sources.Tests;

/// <summary>What is read from pages is what ParquetSharp reads: of every type, encoding, compression and version of pages, whole and damaged.</summary>
public sealed class PagesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static T[] Some<T>(Random random, int rows, int variety, Func<int, T> value) => [.. Enumerable.Range(0, rows).Select(_ => value(random.Next(variety)))];

    private static T?[] WithNulls<T>(Random random, int rows, int nulls, Func<int, T> value) where T : struct =>
        [.. Enumerable.Range(0, rows).Select(i => random.Next(100) < nulls ? (T?)null : value(i))];

    private static ParquetMaker.Values[] Columns(Random random, int rows, int nulls)
    {
        int variety = random.Next(3) switch { 0 => 1, 1 => 40, _ => 3000 };
        return
        [
            ParquetMaker.Of("whole", Some(random, rows, variety, i => i * 7 - 100)),
            ParquetMaker.Of("wholes", WithNulls(random, rows, nulls, i => i % variety * 7L - 100)),
            ParquetMaker.Of("unsigned", WithNulls(random, rows, nulls, i => (uint)(i % variety) + 3_000_000_000)),
            ParquetMaker.Of("unsigned64", WithNulls(random, rows, nulls, i => (ulong)(i % variety) + (i % 2 == 0 ? 0 : 1UL << 63))),
            ParquetMaker.Of("real", WithNulls(random, rows, nulls, i => i % variety / 8.0 - 3)),
            ParquetMaker.Of("sevenths", WithNulls(random, rows, nulls, i => i % variety / 7.0 - 3)),
            ParquetMaker.Of("odd", WithNulls(random, rows, nulls, i => (i % 5) switch { 0 => double.NaN, 1 => -0.0, _ => i % variety })),
            ParquetMaker.Of("single", WithNulls(random, rows, nulls, i => i % variety / 8f)),
            ParquetMaker.Of("bool", WithNulls(random, rows, nulls, i => i % 3 == 0)),
            ParquetMaker.Typed("date", null, WithNulls(random, rows, nulls, i => new Date(i % variety))),
            ParquetMaker.Typed("decimal", LogicalType.Decimal(29, 3), WithNulls(random, rows, nulls, i => i % variety / 1000m)),
            ParquetMaker.Of("uuid", WithNulls(random, rows, nulls, i => new Guid(i % variety, 0, 0, new byte[8]))),
            ParquetMaker.Of("text", Some<string?>(random, rows, variety, i => i % 9 == 8 ? null : i % 11 == 0 ? "" : $"t{i}")),
            ParquetMaker.Of("texts", Some<string?>(random, rows, rows, i => nulls > 0 && i % 9 == 8 ? null : $"plain ä {i}")),
        ];
    }

    private static ParquetFile Open(string path) => ParquetFile.Open(new FileStamp(path, new FileInfo(path).Length, File.GetLastWriteTimeUtc(path).Ticks), TestContext.Current.CancellationToken);

    private static Grid.Columns.Column? ByParquetSharp(ParquetFile file, ParquetLeaf leaf, int type, int group, int skip, int rows)
    {
        using var pass = ColumnPass.Create(leaf, leaf.Types[type], rows, isRounded: false);
        using var native = file.RowGroup(group);
        using var chunk = native.Column(leaf.Index);
        return pass.TryRead(chunk, skip, rows, TestContext.Current.CancellationToken) ? pass.Finish() : null;
    }

    private static (Grid.Columns.Column? Column, int Rows) ByPages(ParquetFile file, ParquetLeaf leaf, int type, int group, int skip, int rows)
    {
        using var pass = ColumnPass.Create(leaf, leaf.Types[type], rows, isRounded: false);
        if (file.TryPages(group, leaf.Index, TestContext.Current.CancellationToken) is not { } pages)
            return (null, 0);
        bool hasRoom = pass.TryRead(pages, skip, rows, TestContext.Current.CancellationToken);
        return (hasRoom && pass.Rows == rows ? pass.Finish() : null, pass.Rows);
    }

    [Theory]
    [InlineData(Compression.Uncompressed, ParquetDataPageVersion.V1)]
    [InlineData(Compression.Uncompressed, ParquetDataPageVersion.V2)]
    [InlineData(Compression.Snappy, ParquetDataPageVersion.V1)]
    [InlineData(Compression.Snappy, ParquetDataPageVersion.V2)]
    [InlineData(Compression.Zstd, ParquetDataPageVersion.V1)]
    [InlineData(Compression.Zstd, ParquetDataPageVersion.V2)]
    public void Every_column_is_as_ParquetSharp_reads_it(Compression codec, ParquetDataPageVersion version)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            int rows = random.Next(3) == 0 ? random.Next(1, 20) : random.Next(1, 30_000);
            string path = ParquetMaker.Write(Path.Combine(_folder.Path, $"{seed}.parquet"), codec, builder =>
            {
                _ = builder.DataPageVersion(version).DataPagesize(random.Next(2) == 0 ? 512 : 1 << 20);
                if (random.Next(3) == 0)
                    builder.EnablePageChecksum();
                if (random.Next(3) == 0)
                    builder.DictionaryPagesizeLimit(2000);
                if (random.Next(5) == 0)
                    builder.DisableDictionary();
            }, Columns(random, rows, new[] { 0, 1, 50, 100 }[seed % 4]));
            using var file = Open(path);
            foreach (var leaf in ParquetSchema.Of(file, new CsvOptions()).Columns)
            {
                // Of the second version, truth values are in runs, which ParquetSharp alone reads.
                bool isLeft = leaf.Kind == ParquetKind.Bool && version == ParquetDataPageVersion.V2;
                for (int type = 0; type < leaf.Types.Length; type++)
                {
                    int skip = random.Next(3) == 0 ? random.Next(rows) : 0, taken = random.Next(3) == 0 ? random.Next(1, rows - skip + 1) : rows - skip;
                    var expected = ByParquetSharp(file, leaf, type, 0, skip, taken);
                    var (column, read) = ByPages(file, leaf, type, 0, skip, taken);
                    string what = $"{leaf.Name} as {leaf.Types[type]}, seed {seed}, rows {skip} and {taken} more of {rows}";
                    Assert.True(expected is null || isLeft || read == taken, $"{what}: {read} were read");
                    Assert.Equal(expected is null || isLeft, column is null);
                    if (column is null)
                        continue;
                    Cells.CheckEncoding(column);
                    Assert.Equal(expected!.Type, column.Type);
                    Assert.True(Cells.Of(expected).SequenceEqual(Cells.Of(column)), what);
                }
            }
        }
    }

    [Fact]
    public void Pages_of_DuckDB_are_read()
    {
        using var duck = new Duck();
        foreach (string codec in new[] { "uncompressed", "snappy", "zstd" })
        {
            string path = Path.Combine(_folder.Path, $"{codec}.parquet");
            duck.Run($"""
                copy (select i % 300 as a, case when i % 50 = 0 then null else i % 7 / 2.0::double end as b, i as c, case when i % 3 = 0 then null else 'w' || (i % 20) end as d,
                timestamp '2020-01-01' + interval (i) second as e, null::bigint as f, case when i > 3000 then i % 9 end as g from range(9000) t(i)) to '{path}' (format parquet, compression {codec}, row_group_size 5000)
                """);
            using var file = Open(path);
            var groups = file.GroupRows();
            foreach (var leaf in ParquetSchema.Of(file, new CsvOptions()).Columns)
            {
                for (int group = 0; group < groups.Length; group++)
                {
                    var expected = ByParquetSharp(file, leaf, 0, group, 0, (int)groups[group])!;
                    var (column, rows) = ByPages(file, leaf, 0, group, 0, (int)groups[group]);
                    Assert.Equal(groups[group], rows);
                    Cells.CheckEncoding(column!);
                    Assert.Equal(Cells.Of(expected), Cells.Of(column!));
                }
            }
        }
    }

    [Fact]
    public void A_second_dictionary_is_left_to_ParquetSharp_which_refuses_it()
    {
        byte[] bytes = File.ReadAllBytes(ParquetMaker.Write(Path.Combine(_folder.Path, "sound.parquet"), Compression.Uncompressed, builder => builder.DataPagesize(64), ParquetMaker.Of("a", [.. Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? 5L : 7L)])));
        // The header of the first data page: its kind, two sizes, and the struct of a data page with how many values it has, and their encoding.
        int at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x15, 0x00, 0x15]), inner = bytes.AsSpan(at).IndexOf((ReadOnlySpan<byte>)[0x2C, 0x15, 0x80, 0x10, 0x15, 0x10]);
        Assert.True(at > 0 && inner > 0);
        // Those of a dictionary page of two values, which are plain.
        (bytes[at + 1], bytes[at + inner], bytes[at + inner + 2], bytes[at + inner + 3], bytes[at + inner + 5]) = (0x04, 0x4C, 0x84, 0x00, 0x00);
        using var file = Open(_folder.Write("two.parquet", bytes));
        var leaf = ParquetSchema.Of(file, new CsvOptions()).Columns.Single();
        Assert.Equal(0, ByPages(file, leaf, 0, 0, 0, 5000).Rows);
        Assert.Contains("dictionary", Assert.ThrowsAny<Exception>(() => ByParquetSharp(file, leaf, 0, 0, 0, 5000)).Message);
    }

    [Theory]
    [InlineData(Compression.Uncompressed)]
    [InlineData(Compression.Snappy)]
    [InlineData(Compression.Zstd)]
    public void Damaged_pages_are_read_as_ParquetSharp_reads_them_or_left_to_it(Compression codec)
    {
        byte[] sound = File.ReadAllBytes(ParquetMaker.Write(Path.Combine(_folder.Path, "sound.parquet"), codec, builder => builder.DataPagesize(700), Columns(new Random(3), 900, 20)));
        int footer = sound.Length - 8 - BitConverter.ToInt32(sound, sound.Length - 8);
        int same = 0, left = 0;
        for (int seed = 0; seed < 170; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. sound];
            for (int i = random.Next(1, 6); i > 0; i--)
                bytes[random.Next(4, footer)] = (byte)random.Next(256);
            string path = _folder.Write("damaged.parquet", bytes);
            using var file = Open(path);
            foreach (var leaf in ParquetSchema.Of(file, new CsvOptions()).Columns)
            {
                Grid.Columns.Column? expected = null, column = null;
                int rows = 0;
                bool isRefused = Record.Exception(() => (column, rows) = ByPages(file, leaf, leaf.Types.Length - 1, 0, 0, 900)) is not null;
                bool isDamaged = Record.Exception(() => expected = ByParquetSharp(file, leaf, leaf.Types.Length - 1, 0, 0, 900)) is not null;
                Assert.False(isRefused && !isDamaged, $"{leaf.Name}, seed {seed}: refused, and ParquetSharp reads it");
                if (isRefused || rows < 900)
                {
                    left++;
                    continue;
                }
                Assert.False(isDamaged, $"{leaf.Name}, seed {seed}: taken, and ParquetSharp refuses it");
                Assert.True(Cells.Of(expected!).SequenceEqual(Cells.Of(column!)), $"{leaf.Name}, seed {seed}");
                same++;
            }
        }
        Assert.True(left > 100 && same > 1000, $"{same} the same, {left} left");
    }
}
