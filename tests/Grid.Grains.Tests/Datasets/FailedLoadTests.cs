using Grid.Columns;
using Grid.Sources;

namespace Grid.Grains.Tests.Datasets;

public sealed class FailedLoadTests
{
    private static readonly CsvOptions SmallSplits = new() { SplitBytes = 4096 };

    [Fact]
    public async Task A_missing_file_fails_the_plan_as_a_source_exception()
    {
        await using var grid = new TestGrid();

        await grid.PlanAsync(Path.Combine(grid.Folder, "none.csv"));

        var status = await grid.Dataset().ObserveAsync(0, Test.Token);
        Assert.Equal(DatasetPhase.Failed, status.Phase);
        Assert.Contains("none.csv", Assert.IsType<SourceException>(status.Fault!.ToException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_value_far_into_a_load_fails_it_and_leaves_nothing_behind()
    {
        await using var grid = new TestGrid(stored: true);
        string path = grid.WriteTrips("trips.csv", 20_000);
        File.AppendAllText(path, "20001,1,much,text\n");
        var schema = new Schema([new("fare", DataType.Float64)]);

        var status = await grid.LoadAsync(path, SmallSplits with { Schema = schema });

        Assert.Equal(DatasetPhase.Failed, status.Phase);
        var fault = Assert.IsType<SourceException>(status.Fault!.ToException());
        Assert.Equal((path, 20_002L, "fare", "much"), (fault.Path, fault.Line!.Value, fault.Column, fault.Value));
        Assert.Equal(0, grid.Memory.Used);
        await grid.RestartAsync();
        Assert.Equal(DatasetPhase.Empty, (await grid.Dataset().ObserveAsync(0, Test.Token)).Phase);
    }

    [Fact]
    public async Task A_file_that_vanishes_between_plan_and_load_fails_the_load()
    {
        await using var grid = new TestGrid();
        string path = grid.WriteTrips("trips.csv", 5000);
        await grid.PlanAsync(path, SmallSplits);
        File.Delete(path);

        var status = await grid.LoadPlannedAsync();

        Assert.Equal(path, Assert.IsType<SourceException>(status.Fault!.ToException()).Path);
        Assert.Equal(0, grid.Memory.Used);
    }

    [Fact]
    public async Task A_load_that_is_cancelled_half_way_leaves_nothing_behind()
    {
        await using var grid = new TestGrid(threads: 1, stored: true);
        await grid.PlanAsync(grid.WriteTrips("trips.csv", 50_000), SmallSplits);
        await grid.Dataset().LoadAsync(Test.Token);
        await grid.ReachAsync(s => s.PartitionsReady > 0);
        using (var blocked = grid.Block())
        {
            await blocked.Running;
            var half = await grid.Dataset().ObserveAsync(0, Test.Token);
            Assert.Equal(DatasetPhase.Loading, half.Phase);
            Assert.NotEqual(0, grid.Memory.Used);

            var unload = grid.Dataset().UnloadAsync(Test.Token);
            blocked.Dispose();
            await unload;
        }

        Assert.Equal(0, grid.Memory.Used);
        Assert.Equal(DatasetPhase.Planned, (await grid.Dataset().ObserveAsync(0, Test.Token)).Phase);
        Assert.False(Directory.Exists(Path.Combine(grid.Folder, "state")) && Directory.GetFiles(Path.Combine(grid.Folder, "state"), "*", SearchOption.AllDirectories).Length > 0);
        Assert.Equal(50_000, (await grid.LoadPlannedAsync()).Rows);
    }

    [Fact]
    public async Task Dropping_while_it_loads_ends_the_load()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.PlanAsync(grid.WriteTrips("trips.csv", 50_000), SmallSplits);
        await grid.Dataset().LoadAsync(Test.Token);

        await grid.Dataset().DropAsync(Test.Token);

        Assert.Equal(0, grid.Memory.Used);
        Assert.Equal(DatasetPhase.Empty, (await grid.Dataset().ObserveAsync(0, Test.Token)).Phase);
    }

    [Fact]
    public async Task A_load_that_cannot_fit_is_refused_before_it_starts_with_the_figures()
    {
        await using var grid = new TestGrid(budget: 64 << 10);
        await grid.PlanAsync([grid.WriteTrips("trips.csv", 20_000)], inMemory: true);
        using var blocked = grid.Block(ComputePriority.Load);

        var status = await grid.LoadPlannedAsync();

        Assert.Equal(0, status.PartitionsReady);
        var refusal = Assert.IsType<MemoryBudgetException>(status.Fault!.ToException());
        Assert.Matches(@"^loading \d+(\.\d+)? kB of CSV takes about \d+(\.\d+)? kB, and silo 'local' has 65\.5 kB left of its budget of 65\.5 kB\.", refusal.Message);
        Assert.Equal(0, grid.Memory.Used);
    }

    [Fact]
    public async Task A_load_that_turns_out_larger_than_foreseen_is_ended_early()
    {
        await using var grid = new TestGrid(threads: 1, budget: 600 << 10);
        // Distinct numbers of two digits a field and eight bytes in memory: four times what is foreseen.
        var random = new Random(1);
        string rows = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"{random.NextDouble():0.######},{random.NextDouble():0.######}"));
        await grid.PlanAsync([grid.Write("wide.csv", "a,b\n" + rows + "\n")], new CsvOptions { SplitBytes = 64 << 10 }, inMemory: true);

        var status = await grid.LoadPlannedAsync();

        Assert.IsType<MemoryBudgetException>(status.Fault!.ToException());
        Assert.Equal(0, grid.Memory.Used);
    }
}
