using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grid.Silo;
using Microsoft.AspNetCore.Http;

namespace Grid.Hosting.Tests.Fleet;

public sealed partial class DashboardTests(Moto store) : IClassFixture<Moto>
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

        await DashboardGate.OfFleet(token).InvokeAsync(context, _ => Task.CompletedTask);

        Assert.Equal(status, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("localhost:8080", 200)]
    [InlineData("127.0.0.1:8080", 200)]
    [InlineData("[::1]:8080", 200)]
    [InlineData("10.0.0.9:8080", 403)]
    [InlineData("rebound.example:8080", 403)]
    public async Task The_machine_itself_asks_by_a_name_of_its_own(string host, int status)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Host = new HostString(host);

        await DashboardGate.OfFleet(null).InvokeAsync(context, _ => Task.CompletedTask);

        Assert.Equal(status, context.Response.StatusCode);
    }

    [Fact]
    public async Task The_page_and_what_it_loads_are_below_the_dashboard()
    {
        await using var fleet = await TestFleet.StartAsync(store, 1);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{fleet.WebPorts[fleet.All[0]]}") };

        using var page = await http.GetAsync("/dashboard", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("/dashboard/", page.RequestMessage!.RequestUri!.AbsolutePath);
        string[] parts = [.. Part().Matches(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Select(m => m.Groups[1].Value)];
        Assert.Contains(parts, part => part.Contains(".js?", StringComparison.Ordinal));
        foreach (string part in parts)
        {
            using var answer = await http.GetAsync(new Uri(page.RequestMessage.RequestUri, part), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, part);
            Assert.StartsWith("/dashboard/", answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_log_stream_has_what_the_silo_logs_and_does_not_hold_up_its_end()
    {
        await using var fleet = await TestFleet.StartAsync(store, 1);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{fleet.WebPorts[fleet.All[0]]}") };
        using var log = new StreamReader(await http.GetStreamAsync("/dashboard/orleans/Trace", TestContext.Current.CancellationToken));
        await UntilAsync(log, "You are connected");

        fleet.All[0].Terminate();
        await UntilAsync(log, "leaves the cluster");

        await fleet.All[0].EndedAsync();
        Assert.Equal(0, fleet.All[0].ExitCode);
    }

    [Fact]
    public async Task The_dashboard_counts_the_silos_and_shows_no_data_of_a_partition()
    {
        await using var fleet = await TestFleet.StartAsync(store, 1);
        await using var grid = await fleet.ConnectAsync();
        string trips = Trips.Write(fleet.Folder, "trips.csv", 2_000, seed: 1);
        var frame = await grid.LoadCsvAsync("trips", [trips], cancellation: TestContext.Current.CancellationToken);
        await frame.PersistAsync(cancellation: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{fleet.WebPorts[fleet.All[0]]}") };

        // The dashboard counts once a second, and begins some time after the silo has.
        async Task<int> CountAsync() => JsonDocument.Parse(await http.GetStringAsync("/dashboard/orleans/DashboardCounters", TestContext.Current.CancellationToken))
            .RootElement.GetProperty("totalActiveHostCount").GetInt32();
        await TestFleet.UntilAsync(async () => await CountAsync() == 1, () => "the dashboard counts one silo");
        string state = await http.GetStringAsync("/dashboard/orleans/GrainState?grainId=trips/x/0&grainType=Grid.Grains.PartitionGrain", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("card", state, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(StreamReader log, string text)
    {
        string? line;
        do
        {
            line = await log.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
        }
        while (!line.Contains(text, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Part();
}
