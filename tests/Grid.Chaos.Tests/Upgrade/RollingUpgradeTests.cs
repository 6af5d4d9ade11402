using Grid.Client;
using Grid.Learning;
using Grid.Query;

namespace Grid.Chaos.Tests.Upgrade;

/// <summary>Silos of the previous release and of this one in one cluster.</summary>
public sealed class RollingUpgradeTests
{
    private const int Silos = 3;

    private static readonly Func<GridFrame, Task<Answer>>[] Questions =
    [
        async f => await f.DescribeAsync(percentiles: [0.01, 0.5, 0.99]),
        async f => await f.GroupBy("vendor", "paid").AggregateAsync("sum(fare)", "std(distance)", "nunique(id)"),
        async f => await f.GroupBy("id % 900").AggregateAsync("median(fare)", "sum(distance)", "last(id)"),
        async f => await f.HeadAsync(50),
    ];

    private static readonly ForestSearch Search = new() { Target = "digit", ParamGrid = "max_depth=3,none; criterion=gini,entropy", NEstimators = 4, Cv = new FoldOptions { Folds = 3 }, Seed = 11, Name = "kept" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_are_replaced_one_by_one_up_and_down_while_all_is_answered_or_refused_in_words()
    {
        using var previous = await PreviousRelease.BuildAsync();
        await using var cluster = await TestCluster.StartAsync(0);
        for (int i = 0; i < Silos; i++)
            cluster.AddOf(previous.Program);
        await cluster.ReadyAsync();
        string release = cluster.Leases[0].Release;
        if (!Release.WorkTogether(release, Release.Current))
        {
            await RefusedAsync(cluster, release);
            return;
        }

        string trips = Trips.Write(cluster.Folder, "trips.csv", 20_000, seed: 1), digits = Digits.Write(cluster.Folder, "digits.csv", 150, seed: 3);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        List<byte[]> expected = [];
        foreach (var question in Questions)
            expected.Add(Undisturbed.Bits(await question(undisturbed.Frame)));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        string table = Undisturbed.Bits(await (await grid.LoadCsvAsync("digits", [digits], cancellation: Token)).SearchAsync(Search, cancellation: Token));

        int asks = 0;
        using var end = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            for (; !end.IsCancellationRequested; asks++)
                Assert.Equal(expected[asks % Questions.Length], Undisturbed.Bits(await Questions[asks % Questions.Length](frame)));
        }, Token);
        // Up, and down again, as one does who finds something wrong with the new one.
        foreach (string? program in (string?[])[null, previous.Program])
        {
            foreach (var old in cluster.Running)
            {
                cluster.AddOf(program);
                await cluster.ReadyAsync();
                old.Terminate();
                await old.EndedAsync();
                Assert.Equal(0, old.ExitCode);
                Assert.False(asking.IsCompleted, $"{asking.Exception}");
            }
            await grid.LoadCsvAsync($"with {program is null}", [trips], Undisturbed.Splits, Token);
        }
        await end.CancelAsync();
        await asking;

        foreach (string name in (string[])["with True", "with False"])
            Assert.Equal(expected[0], Undisturbed.Bits(await Questions[0](await grid.OpenDatasetAsync(name, Token))));
        var again = await (await grid.OpenDatasetAsync("digits", Token)).SearchAsync(Search, cancellation: Token);
        Assert.Equal((table, 0), (Undisturbed.Bits(again), again.TrialsTrained));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Settings.Previous} ({release}) and this one ({Release.Current}): {2 * Silos} silos replaced, {asks} asks answered");
    }

    private static async Task RefusedAsync(TestCluster cluster, string release)
    {
        var silo = cluster.Add();
        await silo.EndedAsync();

        Assert.Equal(2, silo.ExitCode);
        Assert.Contains(silo.Output, line => line.StartsWith($"grid-silo: Silo '{silo.Name}' is of Grid {Release.Current}, which is too new for this cluster: ", StringComparison.Ordinal) && line.Contains($" is of Grid {release}. ", StringComparison.Ordinal));
        Assert.StartsWith($"This client is of Grid {Release.Current}, ", (await Assert.ThrowsAsync<ClusterException>(cluster.ConnectAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(Silos, cluster.Leases.Count);
    }
}
