using System.Net;
using System.Text.Json;
using Grid.Silo;
using Microsoft.AspNetCore.Http;

namespace Grid.OrleansEngine.Tests.Fleet;

public sealed class DashboardTests(Emulator emulator) : IClassFixture<Emulator>
{
    [Theory]
    [InlineData("127.0.0.1", null, null, null, 200)]
    [InlineData("::1", null, null, null, 200)]
    [InlineData("127.0.0.1", "10.0.0.9", null, null, 403)]
    [InlineData("10.0.0.9", null, null, null, 403)]
    [InlineData("10.0.0.9", null, null, "Bearer secret", 403)]
    [InlineData("10.0.0.9", null, "secret", null, 401)]
    [InlineData("10.0.0.9", null, "secret", "Bearer wrong", 401)]
    [InlineData("10.0.0.9", null, "secret", "Bearer secret", 200)]
    [InlineData("10.0.0.9", null, "secret", "Basic secret", 401)]
    [InlineData("10.0.0.9", null, "secret", "Basic YW55OnNlY3JldA==", 200)]
    public async Task The_gate_lets_in_the_machine_itself_and_whoever_has_the_token(string from, string? forwarded, string? token, string? authorization, int status)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        if (forwarded is not null)
            context.Request.Headers["X-Forwarded-For"] = forwarded;
        if (authorization is not null)
            context.Request.Headers.Authorization = authorization;

        await new DashboardGate(token).InvokeAsync(context, _ => Task.CompletedTask);

        Assert.Equal(status, context.Response.StatusCode);
    }

    [Fact]
    public async Task The_dashboard_counts_the_silos_and_shows_no_data_of_a_partition()
    {
        await using var fleet = await TestFleet.StartAsync(emulator, 1);
        await using var grid = await fleet.ConnectAsync();
        string trips = Trips.Write(fleet.Folder, "trips.csv", 2_000, seed: 1);
        var frame = await grid.LoadCsvAsync("trips", [trips], cancellation: TestContext.Current.CancellationToken);
        await frame.PersistAsync(cancellation: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{fleet.WebPorts[fleet.All[0]]}") };

        var counters = JsonDocument.Parse(await http.GetStringAsync("/dashboard/DashboardCounters", TestContext.Current.CancellationToken)).RootElement;
        string state = await http.GetStringAsync("/dashboard/GrainState?grainId=trips/x/0&grainType=Grid.Grains.PartitionGrain", TestContext.Current.CancellationToken);

        Assert.Equal(1, counters.GetProperty("totalActiveHostCount").GetInt32());
        Assert.DoesNotContain("card", state, StringComparison.Ordinal);
    }
}
