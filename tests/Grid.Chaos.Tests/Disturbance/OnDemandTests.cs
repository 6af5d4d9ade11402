namespace Grid.Chaos.Tests.Disturbance;

/// <summary>Tables larger than the silos' memory, while silos are killed and join.</summary>
public sealed class OnDemandTests
{
    private const long Memory = 250_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_killed_in_the_middle_costs_no_answer_and_its_cache_goes_with_the_next()
    {
        await using var cluster = await TestCluster.StartAsync(3, Memory);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 60_000, seed: 6);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] describe = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(percentiles: [0.01, 0.5, 0.99], cancellation: Token));
        byte[] groups = Undisturbed.Bits(await undisturbed.Frame.GroupBy("vendor", "paid").AggregateAsync(["median(fare)", "sum(tip)"], Token));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        Assert.True(frame.Load.OnDemand!.Needed > 3 * Memory, $"{frame.Load.OnDemand}");
        Assert.Equal(describe, Undisturbed.Bits(await frame.DescribeAsync(percentiles: [0.01, 0.5, 0.99], cancellation: Token)));
        string[] caches = Caches(cluster);
        Assert.Equal(3, caches.Length);

        for (int i = 0; i < 2; i++)
        {
            var asked = frame.GroupBy("vendor", "paid").AggregateAsync(["median(fare)", "sum(tip)"], Token);
            await Task.Delay(50, Token);
            cluster.All[i].Kill();
            Assert.Equal(groups, Undisturbed.Bits(await asked));
            Assert.Equal(describe, Undisturbed.Bits(await frame.DescribeAsync(percentiles: [0.01, 0.5, 0.99], cancellation: Token)));
            Assert.All(cluster.Leases, lease => Assert.InRange(lease.Bytes, 0, Memory));
        }

        cluster.Add();
        await cluster.ReadyAsync();
        Assert.Equal(groups, Undisturbed.Bits(await frame.GroupBy("vendor", "paid").AggregateAsync(["median(fare)", "sum(tip)"], Token)));
        Assert.Equal(describe, Undisturbed.Bits(await frame.DescribeAsync(percentiles: [0.01, 0.5, 0.99], cancellation: Token)));
        await TestCluster.UntilAsync(() => caches.Count(Directory.Exists) == 1, "what the dead have cached is gone");
        await grid.DropDatasetAsync("trips", Token);
        await TestCluster.UntilAsync(() => Caches(cluster).All(cache => Directory.GetFiles(cache, "*.columns").Length == 0), "nothing is cached of what was dropped");
    }

    [Fact]
    public async Task A_search_over_such_a_table_has_the_bits_of_one_in_memory()
    {
        await using var cluster = await TestCluster.StartAsync(2, 700_000);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 60_000, seed: 7);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        var search = new Client.ForestSearch { Target = "vendor", Features = ["distance", "paid"], ParamGrid = "max_depth=2,3", NEstimators = 2 };
        const string few = "id < 6000";
        string expected = Undisturbed.Bits(await undisturbed.Frame.Filter(few).SearchAsync(search, cancellation: Token));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        Assert.NotNull(frame.Load.OnDemand);

        Assert.Equal(expected, Undisturbed.Bits(await frame.Filter(few).SearchAsync(search, cancellation: Token)));
    }

    private static string[] Caches(TestCluster cluster) => [.. Directory.GetDirectories(Path.Combine(SiloProcess.CacheOf(cluster.Shared), "grid"), "grid-cache-*").Order(StringComparer.Ordinal)];
}
