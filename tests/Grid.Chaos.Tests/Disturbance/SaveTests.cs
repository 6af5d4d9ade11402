using Grid.Client;
using Grid.Columns;
using Grid.Sources;

namespace Grid.Chaos.Tests;

/// <summary>Silos that are lost under a save, and under rows that came as batches.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-chaos-save-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_save_goes_on_where_a_silo_is_lost_in_the_middle()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await using var grid = await cluster.ConnectAsync();
        string rows = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(rows, $"id,word,real\n{string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i},{(i % 3 == 0 ? "" : $"w{i % 7}")},{i / 4.0:0.0##}\n"))}", Token);
        var frame = await grid.ReadCsvAsync(rows, new CsvOptions { SplitBytes = 40_000 }, Token);
        await frame.PersistAsync(cancellation: Token);
        bool isKilled = false;
        var progress = new Now<SaveProgress>(p =>
        {
            if (isKilled || p.PartitionsDone < 3)
                return;
            isKilled = true;
            cluster.All[1].Kill();
        });
        var saved = await frame.SaveAsync(Path.Combine(_folder, "saved.csv"), progress: progress, cancellation: Token);
        Assert.True(isKilled);
        Assert.Equal(60_000, saved.Rows);
        Assert.Equal(await File.ReadAllTextAsync(rows, Token), await File.ReadAllTextAsync(Path.Combine(_folder, "saved.csv"), Token));
    }

    [Fact]
    public async Task A_sorted_save_goes_on_where_a_silo_is_lost_in_the_middle()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await using var grid = await cluster.ConnectAsync();
        string rows = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(rows, $"id,word,real\n{string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i},{(i % 3 == 0 ? "" : $"w{i % 7}")},{i * 7919L % 60_000 / 4.0:0.0##}\n"))}", Token);
        await using var undisturbed = await Undisturbed.LoadAsync([rows]);
        await undisturbed.Frame.Sort("word desc", "real").SaveAsync(Path.Combine(_folder, "expected.csv"), cancellation: Token);
        var frame = await grid.ReadCsvAsync(rows, new CsvOptions { SplitBytes = 40_000 }, Token);
        await frame.PersistAsync(cancellation: Token);
        bool isKilled = false;
        var progress = new Now<SaveProgress>(p =>
        {
            if (isKilled || p.Rows < 30_000)
                return;
            isKilled = true;
            cluster.All[1].Kill();
        });
        var saved = await frame.Sort("word desc", "real").SaveAsync(Path.Combine(_folder, "saved.csv"), progress: progress, cancellation: Token);
        Assert.True(isKilled);
        Assert.Equal(60_000, saved.Rows);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(_folder, "expected.csv"), Token), await File.ReadAllTextAsync(Path.Combine(_folder, "saved.csv"), Token));
    }

    [Fact]
    public async Task Rows_that_came_as_batches_are_there_again_after_each_silo_was_lost()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await using var grid = await cluster.ConnectAsync();
        var batch = RecordBatch.From(("id", ColumnFactory.Int64([.. Enumerable.Range(0, 5000).Select(i => (long?)i)])));
        var frame = await grid.FromBatchesAsync([batch.ToArrow(), batch.ToArrow()], cancellation: Token);
        string expected = (await frame.AggregateAsync(["sum(id)", "count(id)"], Token)).ToString();
        cluster.All[0].Kill();
        Assert.Equal(expected, (await frame.AggregateAsync(["sum(id)", "count(id)"], Token)).ToString());
        cluster.Add();
        await cluster.ReadyAsync();
        cluster.All[1].Kill();
        Assert.Equal(expected, (await frame.AggregateAsync(["sum(id)", "count(id)"], Token)).ToString());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed class Now<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
