using Grid.Query;

namespace Grid.Grains.Tests.Datasets;

public sealed class LivePartitionsTests
{
    [Fact]
    public async Task What_no_dataset_holds_is_dropped_at_the_second_sweep_and_nothing_else()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 1000));
        long held = grid.Memory.Used;
        var spec = await grid.Dataset().GetPartitionAsync(PartitionKey.Parse((await grid.Dataset().GetManifestAsync(Test.Token)).Partitions[0].Key).Load, 0, Test.Token);
        var forgotten = grid.Grains.GetGrain<IPartitionGrain>(new PartitionKey("trips", "another", 0).ToString());
        var status = await forgotten.LoadAsync(spec, 0, Test.Token);
        while (!status.IsReady)
            status = await forgotten.LoadAsync(spec, status.Version, Test.Token);
        Assert.True(grid.Memory.Used > held);

        await grid.Live.SweepAsync(grid.Grains, Test.Token);
        Assert.True(grid.Memory.Used > held);
        await grid.Live.SweepAsync(grid.Grains, Test.Token);

        Assert.Equal(held, grid.Memory.Used);
        Assert.Equal(1000, Assert.IsType<DescribeAnswer>(await grid.AskAsync(new DescribeQuestion())).Rows);
    }

    [Fact]
    public async Task A_load_under_way_is_held_and_so_is_what_is_known_again()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.PlanAsync(grid.WriteTrips("trips.csv", 1000));
        using var block = grid.Block(ComputePriority.Load);
        await block.Running;
        await grid.Dataset().LoadAsync(Test.Token);

        await grid.Live.SweepAsync(grid.Grains, Test.Token);
        await grid.Live.SweepAsync(grid.Grains, Test.Token);
        block.Dispose();

        var status = await grid.ReachAsync(s => s.Phase != DatasetPhase.Loading);
        Assert.Equal((DatasetPhase.Ready, 1000), (status.Phase, status.Rows));
    }
}
