using Grid.Learning;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client.Tests;

/// <summary>Frames that are sorted as a whole.</summary>
public sealed class SortTests : IDisposable
{
    private const int Count = 6000;
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-sort-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sorted.csv")]
    [InlineData("sorted.parquet")]
    [InlineData("sorted.arrow")]
    [InlineData("sorted.jsonl")]
    public async Task A_sorted_file_has_the_same_bytes_whatever_the_splits_and_threads(string name)
    {
        string rows = WriteRows();
        byte[]? first = null;
        foreach (var (threads, split) in new[] { (1, 1 << 20), (4, 9000), (2, 30_000) })
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, Cancellation);
            var frame = await grid.ReadCsvAsync(rows, new CsvOptions { SplitBytes = split }, Cancellation);
            var saved = await frame.Sort("word desc", "real").SaveAsync(At(name), new SaveOptions { Overwrite = true }, cancellation: Cancellation);
            Assert.Equal((Count, 1), (saved.Rows, saved.Files));
            byte[] bytes = await File.ReadAllBytesAsync(At(name), Cancellation);
            Assert.Equal(first ?? bytes, bytes);
            first = bytes;
        }
    }

    [Fact]
    public async Task Equals_stay_in_the_order_of_the_source_and_what_is_missing_comes_last()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        string rows = WriteRows();
        var frame = await grid.ReadCsvAsync(rows, new CsvOptions { SplitBytes = 9000 }, Cancellation);
        string[] lines = (await File.ReadAllLinesAsync(rows, Cancellation))[1..];
        // LINQ's sort is stable.
        string[] expected = [.. lines.OrderBy(l => l.Split(',')[1].Length == 0).ThenByDescending(l => l.Split(',')[1], StringComparer.Ordinal).ThenBy(l => double.Parse(l.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture))];
        await frame.Sort("word desc", "real").SaveAsync(At("all.csv"), cancellation: Cancellation);
        Assert.Equal(expected, (await File.ReadAllLinesAsync(At("all.csv"), Cancellation))[1..]);
        await frame.Filter("id % 2 == 0").Sort("word desc", "real").SaveAsync(At("even.csv"), cancellation: Cancellation);
        Assert.Equal(expected.Where(l => int.Parse(l.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0), (await File.ReadAllLinesAsync(At("even.csv"), Cancellation))[1..]);
        string[] ids = [.. expected.Select(l => l.Split(',')[0])];
        Assert.Equal(ids[..20], (await frame.Sort("word desc", "real").HeadAsync(20, cancellation: Cancellation)).Rows.Select(r => r[0].ToString()));
        var collected = await frame.Sort("word desc", "real").Select("id").CollectAsync(cancellation: Cancellation);
        Assert.Equal(ids, collected.SelectMany(b => ((Apache.Arrow.Int64Array)b.Column("id")).Values.ToArray()).Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(0, Assert.Single(await frame.Filter("id < 0").Sort("id").CollectAsync(cancellation: Cancellation)).Length);
    }

    [Fact]
    public async Task A_folder_has_parts_of_so_many_rows_and_one_where_there_are_none()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(), new CsvOptions { SplitBytes = 9000 }, Cancellation);
        Assert.Equal(1, (await frame.Sort("id desc").SaveAsync(At("parts/"), cancellation: Cancellation)).Files);
        await frame.Filter("id < 0").Sort("id desc").SaveAsync(At("none/"), new SaveOptions { Format = TableFormat.Csv }, cancellation: Cancellation);
        Assert.Equal("id,word,real\n", File.ReadAllText(Assert.Single(Directory.GetFiles(At("none")))));
        var wide = frame;
        // A batch of so many columns is short.
        for (int c = 0; c < 1200; c++)
            wide = wide.WithColumn($"c{c}", "id");
        var saved = await wide.Select([.. Enumerable.Range(0, 1200).Select(c => $"c{c}")]).Filter("c0 < 20").Sort("c1 desc").SaveAsync(At("wide/"), new SaveOptions { Format = TableFormat.Csv }, cancellation: Cancellation);
        Assert.Equal((20L, 1), (saved.Rows, saved.Files));
    }

    [Fact]
    public async Task What_a_sorted_frame_cannot_is_refused_and_leaves_nothing()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(), new CsvOptions { SplitBytes = 9000 }, Cancellation);
        await Assert.ThrowsAsync<QuestionException>(() => frame.Sort("none").SaveAsync(At("a.csv"), cancellation: Cancellation));
        await Assert.ThrowsAsync<QuestionException>(() => frame.WithColumn("big", "9223372036854775000 + id").Sort("big").SaveAsync(At("a.csv"), cancellation: Cancellation));
        await Assert.ThrowsAsync<LearningException>(() => frame.Sort("id").SearchAsync(new ForestSearch { Task = LearningTask.Regression, Target = "real", ParamGrid = "max_depth=2" }, cancellation: Cancellation));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => frame.Sort("real").SaveAsync(At("a.csv"), cancellation: cancel.Token));
        Assert.Equal([At("in")], Directory.GetFileSystemEntries(_folder));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string At(string name) => Path.Combine(_folder, name);

    private string WriteRows()
    {
        Directory.CreateDirectory(At("in"));
        File.WriteAllText(At("in/rows.csv"), $"id,word,real\n{string.Concat(Enumerable.Range(0, Count).Select(i => $"{i},{(i % 3 == 0 ? "" : $"w{i % 7}")},{i * 7919 % 1000 / 4.0:0.0##}\n"))}");
        return At("in/rows.csv");
    }
}
