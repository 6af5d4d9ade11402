using Grid.Query;
using Grid.Sources;

namespace Grid.Client.Tests;

/// <summary>Frames that are saved, in a process and in a cluster.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-save-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_are_saved_in_their_order_whatever_the_splits_and_threads()
    {
        string rows = WriteRows(5000);
        foreach (int threads in new[] { 1, 4 })
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, Cancellation);
            var frame = await grid.ReadCsvAsync(rows, new CsvOptions { SplitBytes = 9000 }, Cancellation);
            Assert.InRange(frame.Partitions, 5, 100);
            var saved = await frame.SaveAsync(At("all.csv"), new SaveOptions { Overwrite = true }, cancellation: Cancellation);
            Assert.Equal((5000L, 1), (saved.Rows, saved.Files));
            Assert.Equal(new FileInfo(At("all.csv")).Length, saved.Bytes);
            Assert.Equal(File.ReadAllText(rows), File.ReadAllText(At("all.csv")));
        }
    }

    [Fact]
    public async Task Transforms_hold_for_what_is_saved()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = (await grid.ReadCsvAsync(WriteRows(3000), new CsvOptions { SplitBytes = 9000 }, Cancellation)).Filter("id % 2 == 0").WithColumn("twice", "2 * id").FillNulls("word", "none").Select("twice", "word");
        var saved = await frame.SaveAsync(At("even.jsonl"), cancellation: Cancellation);
        Assert.Equal(1500, saved.Rows);
        string[] lines = await File.ReadAllLinesAsync(At("even.jsonl"), Cancellation);
        Assert.Equal("""{"twice":0,"word":"none"}""", lines[0]);
        Assert.Equal("""{"twice":5996,"word":"w2"}""", lines[^1]);
        Assert.Equal(1500, lines.Length);
    }

    [Fact]
    public async Task A_folder_has_a_part_for_each_partition_with_rows_and_one_where_there_are_none()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(5000), new CsvOptions { SplitBytes = 9000 }, Cancellation);
        var saved = await frame.Filter("id >= 2000").SaveAsync(At("parts/"), new SaveOptions { Format = TableFormat.Csv }, cancellation: Cancellation);
        string[] parts = [.. Directory.GetFiles(At("parts")).Order(StringComparer.Ordinal)];
        Assert.Equal(parts.Length, saved.Files);
        Assert.InRange(parts.Length, 2, frame.Partitions - 1);
        var again = await grid.ReadCsvAsync(At("parts"), cancellation: Cancellation);
        Assert.Equal((await frame.Filter("id >= 2000").HeadAsync(5000, cancellation: Cancellation)).ToString(), (await again.HeadAsync(5000, cancellation: Cancellation)).ToString());
        await frame.Filter("id < 0").SaveAsync(At("none/"), new SaveOptions { Format = TableFormat.Csv }, cancellation: Cancellation);
        Assert.Equal("id,word,real\n", File.ReadAllText(Assert.Single(Directory.GetFiles(At("none")))));
        await frame.Filter("id < 0").SaveAsync(At("none.csv"), cancellation: Cancellation);
        Assert.Equal("id,word,real\n", File.ReadAllText(At("none.csv")));
    }

    [Fact]
    public async Task One_of_many_small_sources_is_not_replaced_also_where_only_the_manifest_knows_it()
    {
        Directory.CreateDirectory(At("small"));
        for (int i = 0; i < 80; i++)
            File.WriteAllText(At($"small/{i:00}.csv"), $"a\n{i}\n");
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        await (await grid.LoadCsvAsync("small", [At("small")], cancellation: Cancellation)).PersistAsync(cancellation: Cancellation);
        var frame = await grid.OpenDatasetAsync("small", Cancellation);
        Assert.Equal((80, 1), (frame.Files, frame.Partitions));
        var fault = await Assert.ThrowsAsync<OutputException>(() => frame.SaveAsync(At("small/70.csv"), new SaveOptions { Overwrite = true }, cancellation: Cancellation));
        Assert.Contains("this is read from", fault.Message, StringComparison.Ordinal);
        Assert.Equal("a\n70\n", File.ReadAllText(At("small/70.csv")));
    }

    [Fact]
    public async Task A_source_is_not_replaced_also_where_only_the_manifest_knows_it()
    {
        string rows = WriteRows(100);
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        await (await grid.LoadCsvAsync("rows", [rows], cancellation: Cancellation)).PersistAsync(cancellation: Cancellation);
        var frame = await grid.OpenDatasetAsync("rows", Cancellation);
        string before = File.ReadAllText(rows);
        foreach (string path in new[] { rows, At("in/") })
        {
            var fault = await Assert.ThrowsAsync<OutputException>(() => frame.SaveAsync(path, new SaveOptions { Overwrite = true, Format = TableFormat.Csv }, cancellation: Cancellation));
            Assert.Contains("this is read from", fault.Message, StringComparison.Ordinal);
        }
        Assert.Equal(before, File.ReadAllText(rows));
        Assert.Equal([At("in")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_save_that_is_cancelled_or_fails_leaves_nothing()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(5000), new CsvOptions { SplitBytes = 9000 }, Cancellation);
        foreach (string name in new[] { "a.csv", "a.parquet", "parts/" })
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var progress = new Now<SaveProgress>(p =>
            {
                if (p.Rows > 500)
                    cancel.Cancel();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => frame.SaveAsync(At(name), progress: progress, cancellation: cancel.Token));
            // A value that cannot be computed shows in the middle.
            await Assert.ThrowsAsync<QuestionException>(() => frame.WithColumn("big", "9223372036854775000 + id").SaveAsync(At(name), cancellation: Cancellation));
        }
        Assert.Equal([At("in")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_stream_takes_a_table_and_stays_open()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        string rows = WriteRows(10);
        var frame = await grid.ReadCsvAsync(rows, cancellation: Cancellation);
        using var stream = new MemoryStream();
        await frame.SaveAsync(stream, new SaveOptions { Format = TableFormat.Csv }, cancellation: Cancellation);
        Assert.Equal(await File.ReadAllBytesAsync(rows, Cancellation), stream.ToArray());
        await Assert.ThrowsAsync<OutputException>(() => frame.SaveAsync(stream, new SaveOptions(), cancellation: Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string At(string name) => Path.Combine(_folder, name);

    private string WriteRows(int count)
    {
        Directory.CreateDirectory(At("in"));
        File.WriteAllText(At("in/rows.csv"), $"id,word,real\n{string.Concat(Enumerable.Range(0, count).Select(i => $"{i},{(i % 3 == 0 ? "" : $"w{i % 7}")},{i / 4.0:0.0##}\n"))}");
        return At("in/rows.csv");
    }

    private sealed class Now<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
