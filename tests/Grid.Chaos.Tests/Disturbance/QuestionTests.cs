using System.Diagnostics;
using Grid.Client;
using Grid.Query;

namespace Grid.Chaos.Tests.Disturbance;

/// <summary>Questions and loads while one thing goes wrong; each is a fault that was found, or one that must not be.</summary>
public sealed class QuestionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_killed_in_the_middle_of_a_describe_of_a_join_or_of_many_groups_costs_no_answer()
    {
        int rows = Settings.Long ? 2_000_000 : 200_000;
        // So few groups in one place that each silo takes a share of those asked for here, and of the other side of the join as well.
        await using var cluster = await TestCluster.StartAsync(3, options: ["--groups-together", "1000", "--whole-side-bytes", "0"]);
        string trips = Trips.Write(cluster.Folder, "trips.csv", rows, seed: 1), others = Trips.Write(cluster.Folder, "others.csv", 3000, seed: 11);
        await using var undisturbed = await Undisturbed.LoadAsync([trips], Undisturbed.LargeSplits);
        byte[][] expected = await Task.WhenAll(Asked(undisturbed.Frame, await undisturbed.ReadAsync(others)));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.LargeSplits, Token)).PersistAsync(cancellation: Token);
        var other = await (await grid.LoadCsvAsync("others", [others], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        Assert.Equal(rows, frame.Load.Rows);
        var clock = Stopwatch.StartNew();
        Assert.Equal(expected[0], await Asked(frame, other)[0]);
        var took = clock.Elapsed;

        // The eldest leads; the youngest holds partitions and nothing else in particular. What a silo had of the other side of the join is read anew elsewhere.
        foreach (var (silo, moment) in new[] { (cluster.All[2], 0.3), (cluster.All[0], 0.6) })
        {
            var asked = Asked(frame, other);
            await Task.Delay(took * moment, Token);
            silo.Kill();
            Assert.Equal(expected, await Task.WhenAll(asked));
        }
    }

    private static Task<byte[]>[] Asked(GridFrame frame, GridFrame other)
    {
        var joined = frame.Join(other, "id % 4000 = id % 1700", JoinKind.Left);
        return
        [
            BitsOf(frame.DescribeAsync(percentiles: [0.01, 0.5, 0.99], cancellation: Token)),
            BitsOf(joined.GroupBy("others.paid", "trips.vendor").AggregateAsync(["sum(others.tip)", "median(trips.fare)", "last(trips.tip)", "count()"], Token)),
            BitsOf(frame.GroupBy("id % 50000").AggregateAsync(["median(fare)", "sum(tip)"], Token)),
            BitsOf(frame.GroupBy("id").AggregateAsync(["max(fare) - min(tip) as range", "mode(distance)", "count()"], Token)),
        ];
    }

    private static async Task<byte[]> BitsOf<T>(Task<T> answer) where T : Answer => Undisturbed.Bits(await answer);

    [Fact]
    public async Task A_silo_that_hangs_costs_no_answer_and_joins_anew_when_it_is_back()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 20_000, seed: 2);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        var hanging = cluster.All[0];

        var asked = frame.DescribeAsync(cancellation: Token);
        hanging.Suspend();
        var clock = Stopwatch.StartNew();
        Assert.Equal(expected, Undisturbed.Bits(await asked));
        await TestCluster.UntilAsync(() => cluster.Leases.Count == 2, "its lease runs out");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"the answer took {clock.Elapsed.TotalSeconds:0.0} s");
        hanging.Resume();
        await TestCluster.UntilAsync(() => cluster.Leases.Count == 3, "the process joins anew");

        Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        Assert.DoesNotContain(cluster.Leases, l => l.Name == hanging.Name);
    }

    [Fact]
    public async Task A_fourth_silo_takes_a_quarter_of_the_bytes_without_a_failed_question()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 60_000, seed: 3);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        await TestCluster.UntilAsync(() => cluster.Leases.Sum(l => l.Bytes) == frame.Load.BytesHeld, "the leases tell of all bytes");

        var fourth = cluster.Add();
        do
            Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        while (!cluster.Leases.Any(l => l.Process == fourth.Id && l.Bytes > 0.2 * frame.Load.BytesHeld));
        await TestCluster.UntilAsync(() => cluster.Leases.Sum(l => l.Bytes) == frame.Load.BytesHeld, "what moved is loaded, and given up where it was");

        double share = (double)cluster.Leases.Single(l => l.Process == fourth.Id).Bytes / frame.Load.BytesHeld;
        Assert.InRange(share, 0.2, 0.3);
        TestContext.Current.TestOutputHelper?.WriteLine($"the fourth silo holds {share:P1} of {frame.Load.BytesHeld} bytes");
    }

    [Fact]
    public async Task Ten_loads_at_once_hold_no_more_than_the_silos_may()
    {
        const long budget = 700_000;
        await using var cluster = await TestCluster.StartAsync(2, budget);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 10_000, seed: 4);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        long most = 0;
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watch = Task.Run(async () =>
        {
            while (!watching.IsCancellationRequested)
            {
                most = Math.Max(most, cluster.Leases.Select(l => l.Bytes).DefaultIfEmpty().Max());
                await Task.Delay(20, CancellationToken.None);
            }
        }, Token);

        var loads = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => LoadAsync($"trips{i}")));

        await watching.CancelAsync();
        await watch;
        Assert.InRange(loads.Count(l => l), 1, 9);
        Assert.InRange(most, 1, budget);
        await using var grid = await cluster.ConnectAsync();
        foreach (int i in Enumerable.Range(0, 10).Where(i => loads[i]))
            Assert.Equal(expected, Undisturbed.Bits(await (await grid.OpenDatasetAsync($"trips{i}", Token)).DescribeAsync(cancellation: Token)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{loads.Count(l => l)} of 10 loads fit; a silo held {most} of {budget} bytes at most");

        async Task<bool> LoadAsync(string name)
        {
            await using var client = await cluster.ConnectAsync();
            try
            {
                await (await client.LoadCsvAsync(name, [trips], Undisturbed.Splits, inMemory: true, Token)).PersistAsync(cancellation: Token);
                return true;
            }
            catch (MemoryBudgetException e)
            {
                Assert.Contains("left of", e.Message, StringComparison.Ordinal);
                return false;
            }
        }
    }

    [Fact]
    public async Task What_no_longer_fits_the_silos_that_are_left_is_refused_with_the_figures_and_is_there_again_when_one_joins()
    {
        await using var cluster = await TestCluster.StartAsync(2, memory: 400_000);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 16_000, seed: 5);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        Assert.InRange(frame.Load.BytesHeld, 410_000, 800_000); // more than one of them may hold

        cluster.All[1].Kill();
        var refusal = await Assert.ThrowsAsync<MemoryBudgetException>(() => frame.DescribeAsync(cancellation: Token));
        Assert.Contains("left of its budget of 400 kB", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(Assert.Single(cluster.Leases).Bytes, 0, 400_000);

        cluster.Add();
        await cluster.ReadyAsync();
        Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
    }

    [Fact]
    public async Task An_answer_that_is_longer_than_a_message_arrives_whole()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 110_000, seed: 6);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.LargeSplits, Token)).PersistAsync(cancellation: Token);

        byte[] head = Undisturbed.Bits(await frame.HeadAsync(100_000, cancellation: Token));

        Assert.True(head.Length > 8 << 20, $"{head.Length} bytes");
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.HeadAsync(100_000, cancellation: Token));
        Assert.True(expected.SequenceEqual(head));
    }

    [Fact]
    public async Task Datasets_are_there_again_after_all_silos_were_killed()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 20_000, seed: 7);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        await using (var grid = await cluster.ConnectAsync())
            await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        foreach (var silo in cluster.All)
            silo.Kill();
        await TestCluster.UntilAsync(() => cluster.Leases.Count == 0, "the leases run out");

        cluster.Add();
        cluster.Add();
        await cluster.ReadyAsync();

        await using var again = await cluster.ConnectAsync();
        Assert.Equal(["trips"], (await again.DatasetsAsync(Token)).Select(d => d.Name));
        Assert.Equal(expected, Undisturbed.Bits(await (await again.OpenDatasetAsync("trips", Token)).DescribeAsync(cancellation: Token)));
    }
}
