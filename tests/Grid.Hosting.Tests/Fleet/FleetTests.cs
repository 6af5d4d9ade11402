using System.Diagnostics;
using Grid.Client;
using Grid.Learning;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>Silos as they run on several machines: processes that have a store in common, and nothing else.</summary>
public abstract class FleetTests(ITestStore store)
{
    protected ITestStore Store => store;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_silos_hold_a_dataset_together_survive_a_kill_and_leave_the_table_clean()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 3);
        Assert.Equal(3, (await fleet.StatusesAsync()).Count(s => s.Value == SiloStatus.Active));
        string trips = Trips.Write(fleet.Folder, "trips.csv", 40_000, seed: 1);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));

        await using var grid = await fleet.ConnectAsync();
        var frame = await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token);
        await frame.PersistAsync(cancellation: Token);
        Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        await TestFleet.UntilAsync(() => Task.FromResult(grid.Silos.Count(s => s.Partitions > 0) == 3), () => "each silo holds partitions");

        for (int i = 0; i < 2; i++)
        {
            var asked = frame.DescribeAsync(cancellation: Token);
            var clock = Stopwatch.StartNew();
            fleet.All[i].Kill();
            Assert.Equal(expected, Undisturbed.Bits(await asked));
            Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
            TestContext.Current.TestOutputHelper?.WriteLine($"describe was right {clock.Elapsed.TotalSeconds:0.00} s after the kill of silo {i + 1} of 3");
        }

        fleet.All[2].Terminate();
        await fleet.All[2].EndedAsync();
        Assert.Equal(0, fleet.All[2].ExitCode);
        Assert.Empty(await fleet.StatusesAsync());
    }

    [Fact]
    public async Task Silos_that_are_asked_to_end_leave_rows_of_the_dead_and_the_last_of_them_none()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 3);

        fleet.All[0].Terminate();
        await fleet.All[0].EndedAsync();
        var statuses = await fleet.StatusesAsync();
        foreach (var silo in fleet.All.Skip(1))
            silo.Terminate();
        foreach (var silo in fleet.All)
            await silo.EndedAsync();

        Assert.All(fleet.All, silo => Assert.Equal(0, silo.ExitCode));
        Assert.Equal((1, 2), (statuses.Count(s => s.Value == SiloStatus.Dead), statuses.Count(s => s.Value == SiloStatus.Active)));
        Assert.Empty(await fleet.StatusesAsync());
    }

    [Fact]
    public async Task A_silo_of_a_name_that_is_taken_and_what_is_of_another_release_are_refused_in_a_line()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 1);
        string name = fleet.All[0].Name;

        var twin = fleet.AddAs(name);
        await twin.EndedAsync();
        Assert.Equal(2, twin.ExitCode);
        Assert.Contains(twin.Output, line => line.StartsWith($"grid-silo: The cluster has a silo '{name}' already, at ", StringComparison.Ordinal));

        var fromFuture = new GridClusterOptions { Name = "new", Port = MotoServer.FreePort(), Fleet = FleetHosting.OptionsOf(fleet.Settings) with { GatewayPort = MotoServer.FreePort() }, Release = "7.1.0" };
        var refused = await Assert.ThrowsAsync<ClusterException>(() => OrleansSilo.JoinAsync(new OrleansSiloOptions(), fromFuture));
        Assert.StartsWith($"Silo 'new' is of Grid 7.1.0, which is too new for this cluster: silo '{name}' is of Grid {Release.Current}.", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<ClusterException>(() => OrleansClient.ConnectAsync(FleetHosting.OptionsOf(fleet.Settings), "0.0.9"));
        Assert.StartsWith("This client is of Grid 0.0.9, which is too old for this cluster: ", refused.Message, StringComparison.Ordinal);

        // The one that was there stays.
        await using var grid = await fleet.ConnectAsync();
        Assert.Equal(name, Assert.Single(grid.Silos).Name);
        Assert.Equal(Release.Current, grid.Silos[0].Release);
        // Without certificates both ports are anybody's who reaches them, and are listed as such.
        Assert.Equal([("silos", false, "anybody"), ("clients", false, "anybody"), ("health", false, "anybody"), ("dashboard", false, "machine")], grid.Silos[0].Listeners.Select(l => (l.For, l.Tls, l.OpenedBy)));
        Assert.True(await fleet.AnswersAsync(fleet.All[0], "/health/ready"));
    }

    [Fact]
    public async Task A_search_runs_over_the_silos_and_its_trials_are_stored()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 3);
        string digits = Digits.Write(fleet.Folder, "digits.csv", 300, seed: 3);
        await using var undisturbed = await Undisturbed.LoadAsync([digits]);
        string expected = Undisturbed.Bits(await undisturbed.Frame.SearchAsync(Search(null), cancellation: Token));
        await using var grid = await fleet.ConnectAsync();
        var frame = await grid.LoadCsvAsync("digits", [digits], cancellation: Token);

        var first = await frame.SearchAsync(Search("digits"), cancellation: Token);
        var again = await frame.SearchAsync(Search("digits"), cancellation: Token);

        Assert.Equal(expected, Undisturbed.Bits(first));
        Assert.Equal(expected, Undisturbed.Bits(again));
        Assert.Equal((0, first.TrialsTrained), (again.TrialsTrained, again.TrialsResumed));
    }

    [Fact]
    public async Task Datasets_survive_a_restart_of_all_silos()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 2);
        string trips = Trips.Write(fleet.Folder, "trips.csv", 10_000, seed: 1);
        byte[] expected;
        await using (var grid = await fleet.ConnectAsync())
        {
            var frame = await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token);
            await frame.PersistAsync(cancellation: Token);
            expected = Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token));
        }
        foreach (var silo in fleet.All)
            silo.Kill();
        foreach (var silo in fleet.All)
            await silo.EndedAsync();

        fleet.Add();
        await fleet.ReadyAsync();

        await using var later = await fleet.ConnectAsync();
        Assert.Equal(expected, Undisturbed.Bits(await (await later.OpenDatasetAsync("trips", Token)).DescribeAsync(cancellation: Token)));
    }

    private static ForestSearch Search(string? name) => new()
    {
        Target = "digit",
        ParamGrid = "max_depth=3,none; max_features=2,4; criterion=gini,entropy",
        NEstimators = 8,
        Cv = new FoldOptions { Folds = 3 },
        Seed = 7,
        Name = name,
    };
}
