namespace Grid.Hosting.Tests.Fleet;

/// <summary>Fleets that are kept in Redis.</summary>
public sealed class RedisFleetTests(RedisServer store) : FleetTests(store), IClassFixture<RedisServer>
{
    [Fact]
    public async Task A_server_that_is_not_there_is_said_in_a_line()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 0);
        string nowhere = $"127.0.0.1:{MotoServer.FreePort()}";

        var silo = fleet.Add(("GRID_REDIS", nowhere));
        await silo.EndedAsync();

        Assert.Equal(2, silo.ExitCode);
        Assert.Contains(silo.Output, line => line.StartsWith($"grid-silo: Redis at {nowhere} does not answer: see that it runs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_that_is_wrong_is_said_in_a_line_that_does_not_tell_it()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 0);

        var silo = fleet.Add(("GRID_REDIS_PASSWORD", "guessed"));
        await silo.EndedAsync();

        Assert.Equal(2, silo.ExitCode);
        string line = Assert.Single(silo.Output, line => line.StartsWith("grid-silo: Redis at ", StringComparison.Ordinal));
        Assert.Contains("does not accept the credentials: set GRID_REDIS_USER and GRID_REDIS_PASSWORD", line, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silos_whose_clocks_are_minutes_off_join_and_nobody_is_given_up_for_it()
    {
        Assert.SkipWhen(FakeClock.Missing is not null, FakeClock.Missing ?? "");
        await using var fleet = await TestFleet.StartAsync(Store, 1);

        // To one that is ahead all others look dead long since; one that is behind looks so to all others.
        fleet.Add(FakeClock.Off(TimeSpan.FromMinutes(4)));
        await fleet.ReadyAsync();
        fleet.Add(FakeClock.Off(TimeSpan.FromMinutes(-4)));
        await fleet.ReadyAsync();
        fleet.Add();
        await fleet.ReadyAsync();

        Assert.Equal(fleet.All.Select(silo => (silo.Name, SiloStatus.Active)).Order(), (await fleet.StatusesAsync()).Select(s => (s.Key, s.Value)).Order());
        await using var grid = await fleet.ConnectAsync();
        // The order in which they came, and not that of their clocks.
        Assert.Equal(fleet.All.Select(silo => silo.Name), grid.Silos.Select(silo => silo.Name));
        string trips = Trips.Write(fleet.Folder, "trips.csv", 4_000, seed: 1);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        var frame = await (await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        Assert.Equal(Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token)), Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
    }

    [Fact]
    public async Task A_client_of_a_server_that_is_not_there_is_told_so_at_once()
    {
        string nowhere = $"127.0.0.1:{MotoServer.FreePort()}";

        var refusal = await Assert.ThrowsAsync<ClusterException>(() =>
            FleetHosting.ConnectAsync(new FleetSettings { ClusterId = "none", Redis = nowhere }, cancellation: TestContext.Current.CancellationToken));

        Assert.StartsWith($"Redis at {nowhere} does not answer", refusal.Message, StringComparison.Ordinal);
    }
}
