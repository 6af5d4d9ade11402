using ParquetSharp;

namespace Grid.Sources.Tests;

/// <summary>The footer of a file is read once for all its splits, and anew for each plan.</summary>
public sealed class ParquetFooterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static FileStamp StampOf(string path) => new(path, new FileInfo(path).Length, File.GetLastWriteTimeUtc(path).Ticks);

    private string Write(string name, params int[][] groups) => ParquetMaker.Write(
        Path.Combine(_folder.Path, name), Compression.Uncompressed, builder => builder.DisableDictionary(),
        ParquetMaker.Groups("a", null, groups), ParquetMaker.Groups("b", null, groups.Select(group => group.Select(i => i / 8.0).ToArray()).ToArray()));

    private static object?[] Read(LoadPlan plan, SourceSplit split) =>
        [.. SplitReader.Read(split, plan.Schema, plan.Options, null, Token).Batches.SelectMany(batch => batch.Columns).SelectMany(Cells.Of)];

    [Fact]
    public async Task Splits_are_read_by_what_is_known_and_the_rest_by_the_file()
    {
        int[][] groups = [.. Enumerable.Range(0, 4).Select(g => Enumerable.Range(g * 1000, 1000).ToArray())];
        string path = Write("a.parquet", groups);
        var plan = await Loading.Plan(new CsvOptions { SplitBytes = 8_000 }, path);
        Assert.True(plan.Splits.Count >= 4);
        object?[][] expected = [.. plan.Splits.Select(split => Read(plan, split))];

        var stamp = StampOf(path);
        using (var held = ParquetFile.Open(stamp, Token))
        {
            Assert.Equal(expected[0], Read(plan, plan.Splits[0]));
            Assert.Same(held.Footer, ParquetFooter.Find(stamp));
            byte[] bytes = File.ReadAllBytes(path);
            bytes.AsSpan(bytes.Length - 8).Clear();
            File.WriteAllBytes(path, bytes);
            File.SetLastWriteTimeUtc(path, new DateTime(stamp.Stamp, DateTimeKind.Utc));
            // What ends the file is gone, and nobody needs it but who asks for what was not read before, or plans.
            Assert.Equal(expected, plan.Splits.Select(split => Read(plan, split)));
            Assert.Contains("does not end with PAR1", Assert.Throws<SourceException>(() => SplitReader.Bounds(plan.Splits[0], ["a"], plan.Options, Token)).Message);
            GC.KeepAlive(held);
        }
        Assert.Contains("does not end with PAR1", (await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), path))).Message);
    }

    [Fact]
    public async Task Another_file_that_looks_the_same_is_read_as_it_is_once_it_is_planned()
    {
        int[] rows = [.. Enumerable.Range(0, 300)], others = [.. rows.Select(i => i + 7)];
        string path = Write("a.parquet", rows[..100], rows[100..]);
        var stamp = StampOf(path);
        using var held = ParquetFile.Open(stamp, Token);
        var before = await Loading.Load(new CsvOptions(), path);
        Assert.Equal(rows.Select(i => (object)(long)i), before[0].Select(cell => (object)Convert.ToInt64(cell)));

        Write("a.parquet", others[..200], others[200..]);
        File.SetLastWriteTimeUtc(path, new DateTime(stamp.Stamp, DateTimeKind.Utc));
        Assert.Equal(stamp, StampOf(path));
        var after = await Loading.Load(new CsvOptions(), path);
        Assert.Equal(others.Select(i => (object)(long)i), after[0].Select(cell => (object)Convert.ToInt64(cell)));
        Assert.Equal(others.Select(i => (object)(i / 8.0)), after[1].Select(cell => (object)Convert.ToDouble(cell)));
    }

    [Fact]
    public void Each_choice_of_columns_has_its_own()
    {
        string path = Write("a.parquet", [1, 2, 3]);
        using var held = ParquetFile.Open(StampOf(path), Token);
        using var again = ParquetFile.OpenPlanned(StampOf(path), Token);
        Assert.Same(held.Footer, again.Footer);
        foreach (string[]? columns in new string[]?[] { ["a"], ["b"], ["a", "b"], [], null })
            Assert.Equal(columns ?? ["a", "b"], ParquetSchema.Of(again, new CsvOptions { Columns = columns }).Columns.Select(column => column.Name));
        Assert.Equal(3, Assert.Single(again.GroupRows()));
        Assert.Same(held.GroupRows(), again.GroupRows());
    }

    [Fact]
    public void What_nobody_reads_any_more_is_let_go()
    {
        string path = Write("a.parquet", [1, 2, 3]);
        Open(path);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Null(ParquetFooter.Find(StampOf(path)));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Open(string path)
        {
            using var file = ParquetFile.Open(StampOf(path), Token);
            Assert.NotNull(ParquetFooter.Find(StampOf(path)));
        }
    }
}
