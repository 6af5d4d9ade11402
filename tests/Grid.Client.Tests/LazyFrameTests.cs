namespace Grid.Client.Tests;

/// <summary>Frames over Parquet in a session: columns are read when they are asked for.</summary>
public sealed class LazyFrameTests : IDisposable
{
    private readonly SampleFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_session_answers_and_saves_as_one_that_reads_all_columns_at_once()
    {
        _data.WithTrips("trips.csv", 5_000);
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        await (await grid.ReadAsync(_data["trips.csv"], cancellation: Test.Token)).SaveAsync(_data["trips.parquet"], cancellation: Test.Token);
        await using var all = await GridClient.OpenAsync(new GridOptions { ReadsAllColumns = true }, Test.Token);
        var (lazy, whole) = (await grid.ReadAsync(_data["trips.parquet"], cancellation: Test.Token), await all.ReadAsync(_data["trips.parquet"], cancellation: Test.Token));

        await lazy.PersistAsync(cancellation: Test.Token);
        await whole.PersistAsync(cancellation: Test.Token);

        Assert.Equal((5_000L, null), (lazy.Load.Rows, lazy.Load.OnDemand));
        Assert.True(lazy.Load.IsLazy && !whole.Load.IsLazy);
        // What is not read yet is told as its file has it: plain, where in memory few values are codes.
        Assert.Equal(whole.Storage.Count, lazy.Storage.Count);
        Assert.Contains("string", lazy.Storage.SelectMany(column => column.Forms));
        Assert.DoesNotContain("string", whole.Storage.SelectMany(column => column.Forms));
        Assert.Equal((await whole.DescribeAsync(cancellation: Test.Token)).ToString(), (await lazy.DescribeAsync(cancellation: Test.Token)).ToString());
        await lazy.Filter("trip_distance > 2").SaveAsync(_data["lazy.csv"], cancellation: Test.Token);
        await whole.Filter("trip_distance > 2").SaveAsync(_data["whole.csv"], cancellation: Test.Token);
        Assert.Equal(File.ReadAllText(_data["whole.csv"]), File.ReadAllText(_data["lazy.csv"]));
    }

    [Fact]
    public async Task A_table_that_does_not_fit_is_told_and_answered_or_refused_as_it_was_asked_for()
    {
        _data.WithTrips("trips.csv", 40_000);
        var little = new GridOptions { MemoryBudget = 250_000, CacheFolder = _data["cache"] };
        var cut = new Grid.Sources.CsvOptions { SplitBytes = 128 << 10 };
        await using var large = await GridClient.OpenAsync(cancellation: Test.Token);
        string expected = (await (await large.ReadAsync(_data["trips.csv"], cut, Test.Token)).DescribeAsync(cancellation: Test.Token)).ToString();

        await using (var grid = await GridClient.OpenAsync(little, Test.Token))
        {
            var trips = await (await grid.ReadAsync(_data["trips.csv"], cut, Test.Token)).PersistAsync(cancellation: Test.Token);
            Assert.True(trips.Load.OnDemand is { Needed: > 250_000, Given: <= 250_000 } demand && demand.Cache == _data["cache"]);
            Assert.Equal(expected, (await trips.DescribeAsync(cancellation: Test.Token)).ToString());
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data["cache"]));
        await using var refusing = await GridClient.OpenAsync(little with { IsInMemory = true }, Test.Token);
        var refused = await refusing.ReadAsync(_data["trips.csv"], cut, Test.Token);
        await Assert.ThrowsAsync<Abstractions.MemoryBudgetException>(() => refused.PersistAsync(cancellation: Test.Token));
    }

    [Fact]
    public async Task A_sort_of_what_does_not_fit_is_refused_with_the_figures_and_nothing_of_it_stays()
    {
        _data.WithTrips("trips.csv", 40_000);
        await using var grid = await GridClient.OpenAsync(new GridOptions { MemoryBudget = 250_000, CacheFolder = _data["cache"] }, Test.Token);
        var trips = await grid.ReadAsync(_data["trips.csv"], new Grid.Sources.CsvOptions { SplitBytes = 128 << 10 }, Test.Token);

        var thrown = await Assert.ThrowsAsync<Abstractions.MemoryBudgetException>(() => trips.Sort("trip_distance desc").SaveAsync(_data["sorted.csv"], cancellation: Test.Token));

        Assert.StartsWith("sorting partition ", thrown.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_data["sorted.csv"]));
        Assert.Equal(40_000, (await trips.DescribeAsync(["trip_distance"], cancellation: Test.Token)).Rows);
    }
}
