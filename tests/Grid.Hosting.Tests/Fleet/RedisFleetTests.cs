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
    public async Task A_client_of_a_server_that_is_not_there_is_told_so_at_once()
    {
        string nowhere = $"127.0.0.1:{MotoServer.FreePort()}";

        var refusal = await Assert.ThrowsAsync<ClusterException>(() =>
            FleetHosting.ConnectAsync(new FleetSettings { ClusterId = "none", Redis = nowhere }));

        Assert.StartsWith($"Redis at {nowhere} does not answer", refusal.Message, StringComparison.Ordinal);
    }
}
