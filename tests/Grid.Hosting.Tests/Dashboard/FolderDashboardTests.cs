using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grid.Silo;
using Microsoft.AspNetCore.Http;

namespace Grid.Hosting.Tests.Dashboard;

public sealed partial class FolderDashboardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/secret/dashboard/", "127.0.0.1:5", "127.0.0.1", 200)]
    [InlineData("/secret/dashboard", "localhost:5", "127.0.0.1", 200)]
    [InlineData("/secret/dashboard/", "rebound.example:5", "127.0.0.1", 403)]
    [InlineData("/secret/dashboard/", "127.0.0.1:5", "10.0.0.9", 403)]
    [InlineData("/dashboard/", "127.0.0.1:5", "127.0.0.1", 403)]
    [InlineData("/", "127.0.0.1:5", "127.0.0.1", 403)]
    [InlineData("", "127.0.0.1:5", "127.0.0.1", 403)]
    [InlineData("//dashboard/", "127.0.0.1:5", "127.0.0.1", 403)]
    [InlineData("/secre/dashboard/", "127.0.0.1:5", "127.0.0.1", 403)]
    [InlineData("/secret1/dashboard/", "127.0.0.1:5", "127.0.0.1", 403)]
    [InlineData("/SECRET/dashboard/", "127.0.0.1:5", "127.0.0.1", 403)]
    public async Task The_gate_lets_in_whoever_has_the_address(string path, string host, string from, int status)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Host = new HostString(host);
        context.Request.Path = path;
        string? rest = null;

        await DashboardGate.OfAddress("secret").InvokeAsync(context, admitted =>
        {
            rest = $"{admitted.Request.PathBase} {admitted.Request.Path}";
            return Task.CompletedTask;
        });

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(status == 200 ? $"/secret {path["/secret".Length..]}" : null, rest);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5", 200)]
    [InlineData("http://127.0.0.1:6", 403)]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    public async Task The_gate_refuses_what_a_page_of_another_site_asks_for(string origin, int status)
    {
        foreach (var gate in new[] { DashboardGate.OfAddress("secret"), DashboardGate.OfFleet(null) })
        {
            var context = new DefaultHttpContext();
            context.Connection.RemoteIpAddress = IPAddress.Loopback;
            context.Request.Host = new HostString("127.0.0.1:5");
            context.Request.Path = "/secret/dashboard/_blazor";
            context.Request.Headers.Origin = origin;

            await gate.InvokeAsync(context, _ => Task.CompletedTask);

            Assert.Equal(status, context.Response.StatusCode);
        }
    }

    [Fact]
    public async Task A_silo_of_a_folder_shows_the_page_to_whoever_has_its_address_alone()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        var address = new Uri(cluster.Leases[0].Dashboard!);
        Assert.Equal("127.0.0.1", address.Host);
        using var http = new HttpClient();

        using var page = await http.GetAsync(address, Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        string[] parts = [.. Part().Matches(await page.Content.ReadAsStringAsync(Token)).Select(m => m.Groups[1].Value)];
        Assert.Contains(parts, part => part.Contains(".js?", StringComparison.Ordinal));
        foreach (string part in parts)
        {
            using var answer = await http.GetAsync(new Uri(address, part), Token);
            Assert.True(answer.IsSuccessStatusCode, part);
        }
        foreach (string other in new[] { "/dashboard/", "/dashboard/DashboardCounters", $"/{new string('A', 22)}/dashboard/", "/" })
        {
            using var refused = await http.GetAsync(new Uri(address, other), Token);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("The dashboard is at the address that 'grid status' names.", await refused.Content.ReadAsStringAsync(Token));
        }
        using var rebound = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = "rebound.example" } };
        using var strange = await http.SendAsync(rebound, Token);
        Assert.Equal(HttpStatusCode.Forbidden, strange.StatusCode);
    }

    [Fact]
    public async Task All_silos_count_for_it_once_somebody_looks_and_it_shows_the_grids_own_grains()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var address = new Uri(cluster.Leases[0].Dashboard! + "orleans/");
        Assert.Equal(2, cluster.Leases.Select(silo => silo.Dashboard).Distinct().Count());
        await using var grid = await cluster.ConnectAsync();
        using var http = new HttpClient { BaseAddress = address };
        await http.GetAsync("DashboardCounters", Token);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 2_000, seed: 1);
        var frame = await grid.LoadCsvAsync("trips", [trips], cancellation: Token);
        await frame.PersistAsync(cancellation: Token);

        JsonElement counters = default;
        JsonElement[] calls = [];
        string[] silos = [];
        for (int i = 0; i < 60 && !(silos.Length == 2 && calls.Any(IsOfScan) && Types(counters).Contains("Grid.Grains.PartitionGrain")); i++)
        {
            await frame.DescribeAsync(cancellation: Token);
            await Task.Delay(500, Token);
            counters = await http.GetFromJsonAsync<JsonElement>("DashboardCounters", Token);
            calls = [.. (await http.GetFromJsonAsync<JsonElement>("TopGrainMethods", Token)).GetProperty("calls").EnumerateArray()];
            silos = [.. counters.GetProperty("hosts").EnumerateArray().Select(host => host.GetProperty("siloAddress").GetString()!)];
        }

        Assert.Equal(2, silos.Length);
        Assert.Contains("Grid.Grains.PartitionGrain", Types(counters));
        Assert.All(Types(counters).Concat(calls.Select(call => call.GetProperty("grain").GetString()!)), name => Assert.DoesNotMatch(@"^(Orleans|Grid\.Hosting|Grid\.Grains\.Accounts)\.", name));
        Assert.Contains(calls, call => IsOfScan(call));
        foreach (string silo in silos)
            await TestCluster.UntilAsync(() => http.GetFromJsonAsync<JsonElement>($"SiloCounters/{silo}", Token).GetAwaiter().GetResult().GetArrayLength() > 0, $"{silo} counts");

        // Calls are counted a while after they were made: those of the load may be there before those of the question.
        static bool IsOfScan(JsonElement call) => call.GetProperty("method").GetString() == "ComputeAsync" && call.GetProperty("count").GetInt64() > 0;
    }

    [Fact]
    public async Task Whoever_looks_on_does_not_hold_up_a_silos_end()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        using var http = new HttpClient { BaseAddress = new Uri(cluster.Leases[0].Dashboard! + "orleans/") };
        using var log = new StreamReader(await http.GetStreamAsync("Trace", Token));
        Assert.NotNull(await log.ReadLineAsync(Token));

        cluster.All[0].Terminate();

        await cluster.All[0].EndedAsync();
        Assert.Equal(0, cluster.All[0].ExitCode);
    }

    [Fact]
    public async Task Nothing_counts_before_somebody_looks()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}");
        try
        {
            await using var silo = await ClusterSilo.JoinAsync(folder, new Grains.GridSiloOptions { Name = "s0", Threads = 1, MemoryBudget = 1 << 28 }, dashboard: "http://127.0.0.1:1/x/dashboard/");
            var counters = (DashboardCounters)silo.Services.GetService(typeof(DashboardCounters))!;
            Assert.Equal("http://127.0.0.1:1/x/dashboard/", Assert.Single(OrleansClient.SilosOf(folder)).Dashboard);
            Assert.False(counters.Begun.IsCompleted);

            await silo.GetGrain<ISiloControlGrain>("s0/").WatchAsync();

            await counters.Begun.WaitAsync(TimeSpan.FromSeconds(30), Token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Types(JsonElement counters) => [.. counters.GetProperty("simpleGrainStats").EnumerateArray().Select(grain => grain.GetProperty("grainType").GetString()!)];

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Part();
}
