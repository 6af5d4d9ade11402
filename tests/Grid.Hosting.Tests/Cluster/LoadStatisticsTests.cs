using Grid.Client;
using Grid.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Hosting.Tests.Cluster;

/// <summary>What Orleans itself knows of the memory that partitions take: its own placement, its collector and its dashboard go by it. Alone in the process, as what others hold and let go of meanwhile counts as well.</summary>
[CollectionDefinition(nameof(LoadStatisticsTests), DisableParallelization = true), Collection(nameof(LoadStatisticsTests))]
public sealed class LoadStatisticsTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_statistics_of_a_silo_count_what_its_partitions_hold_and_no_longer_what_was_dropped()
    {
        string cluster = Path.Combine(_folder, "cluster");
        await using var silo = await ClusterSilo.JoinAsync(cluster, new Grains.GridSiloOptions { Name = "s0", Threads = 1, MemoryBudget = 1 << 30 });
        await using var grid = await GridClient.ConnectAsync(cluster, TestContext.Current.CancellationToken);
        long empty = await MemoryAsync(silo);
        var frame = await grid.LoadCsvAsync("trips", [Trips.Write(_folder, "trips.csv", 400_000, seed: 1)], cancellation: TestContext.Current.CancellationToken);

        await frame.PersistAsync(cancellation: TestContext.Current.CancellationToken);
        long held = silo.Services.GetRequiredService<SiloMemory>().Used, loaded = await MemoryAsync(silo);
        await grid.DropDatasetAsync("trips", TestContext.Current.CancellationToken);
        long dropped = await MemoryAsync(silo);
        // A job that runs has its rows until it is done.
        for (int i = 0; loaded - dropped <= 0.9 * held && i < 400; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            dropped = await MemoryAsync(silo);
        }

        Assert.True(held > 8 << 20, $"{held} bytes are held");
        Assert.True(loaded - empty > 0.9 * held, $"{held} bytes are held, and Orleans counts {loaded - empty} more than before");
        Assert.True(loaded - dropped > 0.9 * held, $"{held} bytes were held, and Orleans counts {loaded - dropped} less than before");
    }

    // Orleans goes by the last collection.
    private static async Task<long> MemoryAsync(OrleansSilo silo)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var address = silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var statistics = await silo.GrainFactory.GetGrain<IManagementGrain>(0).GetRuntimeStatistics([address]);
        return statistics.Single().EnvironmentStatistics.RawMemoryUsageBytes;
    }
}
