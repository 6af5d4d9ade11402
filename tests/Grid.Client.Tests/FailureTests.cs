using Grid.Abstractions;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client.Tests;

public sealed class FailureTests : IDisposable
{
    private readonly SampleFolder _data = new SampleFolder().WithTrips("a.csv", 1000);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_grid_without_threads_or_with_a_file_for_a_folder_does_not_open()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => GridClient.OpenAsync(new GridOptions { Threads = 0 }, Test.Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => GridClient.OpenAsync(new GridOptions { MemoryBudget = -1 }, Test.Token));
        await Assert.ThrowsAnyAsync<IOException>(() => GridClient.OpenAsync(new GridOptions { Folder = _data["a.csv"] }, Test.Token));
    }

    [Fact]
    public async Task A_missing_file_is_a_source_exception()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);

        var thrown = await Assert.ThrowsAsync<SourceException>(() => grid.ReadCsvAsync(_data["none.csv"], cancellation: Test.Token));

        Assert.Contains("none.csv", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_value_under_explicit_types_is_a_source_exception_with_its_place()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var options = new CsvOptions { Schema = new([new("payment", Grid.Columns.DataType.Int64)]) };
        var trips = await grid.ReadCsvAsync(_data["a.csv"], options, Test.Token);

        var thrown = await Assert.ThrowsAsync<SourceException>(() => trips.PersistAsync(cancellation: Test.Token));

        Assert.Equal((_data["a.csv"], 2L, "payment", "cash"), (thrown.Path, thrown.Line!.Value, thrown.Column, thrown.Value));
        await Assert.ThrowsAsync<SourceException>(() => trips.NullCountAsync(cancellation: Test.Token));
    }

    [Fact]
    public async Task An_unknown_column_is_a_question_exception_that_names_the_nearest()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await grid.ReadCsvAsync(_data["a.csv"], cancellation: Test.Token);

        var thrown = await Assert.ThrowsAsync<QuestionException>(() => trips.ValueCountsAsync("VendorId", cancellation: Test.Token));

        Assert.Contains("VendorID", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_beyond_the_budget_is_refused_and_goes_through_once_there_is_room()
    {
        _data.WithTrips("b.csv", 40_000);
        await using var grid = await GridClient.OpenAsync(new GridOptions { MemoryBudget = 1 << 20, Threads = 1, IsInMemory = true }, Test.Token);
        var first = await (await grid.ReadCsvAsync(_data["b.csv"], cancellation: Test.Token)).PersistAsync(cancellation: Test.Token);
        var second = await grid.ReadCsvAsync(_data["b.csv"], cancellation: Test.Token);
        await Assert.ThrowsAsync<MemoryBudgetException>(() => second.PersistAsync(cancellation: Test.Token));

        await first.ReleaseAsync(Test.Token);

        Assert.Equal(40_000, (await second.PersistAsync(cancellation: Test.Token)).Load.Rows);
    }

    [Fact]
    public async Task A_cancelled_load_leaves_nothing_and_can_be_started_again()
    {
        _data.WithTrips("b.csv", 200_000);
        await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = 1 }, Test.Token);
        var trips = await grid.ReadCsvAsync(_data["b.csv"], new CsvOptions { SplitBytes = 64 << 10 }, Test.Token);
        using var cancel = new CancellationTokenSource();
        var reports = new Reports<LoadProgress> { Then = _ => cancel.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trips.PersistAsync(reports, cancel.Token));

        Assert.False(trips.Load.IsDone);
        Assert.Equal(200_000, (await trips.PersistAsync(cancellation: Test.Token)).Load.Rows);
    }

    [Fact]
    public async Task A_cancelled_question_throws_and_the_frame_can_be_asked_again()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await (await grid.ReadCsvAsync(_data["a.csv"], cancellation: Test.Token)).PersistAsync(cancellation: Test.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trips.DescribeAsync(cancellation: new CancellationToken(true)));

        Assert.Equal(1000, (await trips.DescribeAsync(cancellation: Test.Token)).Rows);
    }

    [Fact]
    public async Task A_dropped_frame_says_so()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await (await grid.ReadCsvAsync(_data["a.csv"], cancellation: Test.Token)).PersistAsync(cancellation: Test.Token);

        await trips.DisposeAsync();

        var thrown = await Assert.ThrowsAsync<DatasetException>(() => trips.Filter("VendorID == 1").NullCountAsync(cancellation: Test.Token));
        Assert.Equal("the frame was dropped; read it again.", thrown.Message);
    }

    [Fact]
    public async Task A_closed_grid_keeps_no_frames_in_its_folder()
    {
        string folder = _data["state"];
        await using (var grid = await GridClient.OpenAsync(new GridOptions { Folder = folder }, Test.Token))
        {
            var trips = await (await grid.ReadCsvAsync(_data["a.csv"], cancellation: Test.Token)).PersistAsync(cancellation: Test.Token);
            Assert.Equal(1000, trips.Load.Rows);
            Assert.NotEmpty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        }

        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }
}
