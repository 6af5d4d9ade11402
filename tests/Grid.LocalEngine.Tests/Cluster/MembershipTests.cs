using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Grid.LocalEngine.Tests.Cluster;

public sealed class MembershipTests : IAsyncDisposable
{
    private readonly TestCluster _cluster = new();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Silos_see_one_another_and_leave_no_lease_behind()
    {
        await _cluster.AddAsync();
        await _cluster.AddAsync();
        _cluster.Connect();
        Assert.Equal(["s0", "s1"], _cluster.Client.Silos.Select(s => s.Name));

        await _cluster.Silos[0].DisposeAsync();
        Assert.Equal(["s1"], _cluster.Client.Silos.Select(s => s.Name));
        await _cluster.Silos[1].DisposeAsync();
        Assert.Empty(Directory.GetFiles(Path.Combine(_cluster.Folder, "silos")));
    }

    [Fact]
    public async Task A_silo_whose_lease_was_taken_serves_no_longer_and_knows()
    {
        var silo = await _cluster.AddAsync();
        await _cluster.AddAsync();
        _cluster.Connect();
        Assert.True(silo.Serves);

        File.Delete(Path.Combine(_cluster.Folder, "silos", "s0.beat"));
        File.Delete(Path.Combine(_cluster.Folder, "silos", "s0.json"));

        await silo.Lost.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(silo.Serves);
        await Assert.ThrowsAsync<SiloUnavailableException>(silo.GetGrain<IWorkGrain>("one").Key);
        Assert.Equal("one", await _cluster.Client.GetGrain<IWorkGrain>("one").Key());
    }

    [Fact]
    public void A_lease_that_was_not_renewed_in_time_holds_no_longer_even_if_nobody_noticed()
    {
        var folder = new ClusterFolder(_cluster.Folder);
        folder.Join(new Dictionary<string, string>(), TimeSpan.FromSeconds(3));
        using var held = new ManualResetEventSlim();
        using var lost = new ManualResetEventSlim();
        var info = new SiloInfo { Name = "s", Process = 1, Address = "", Protocol = 1, Joined = 1 };
        bool wait = false;
        using var lease = new LeaseKeeper(
            folder, info, TimeSpan.FromSeconds(2),
            () =>
            {
                // Stands still as a suspended process does.
                if (wait)
                    held.Wait();
                return new LeaseBeat(Environment.TickCount64, SiloState.Active, 0, default);
            },
            lost.Set);
        Assert.True(lease.Holds);

        Volatile.Write(ref wait, true);
        Assert.True(SpinWait.SpinUntil(() => !lease.Holds, TimeSpan.FromSeconds(20)));
        held.Set();

        Assert.True(lost.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.False(lease.Holds);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_noticed_within_its_time()
    {
        await _cluster.AddAsync();
        var folder = new ClusterFolder(_cluster.Folder);
        folder.Add(
            new SiloInfo { Name = "dead", Process = 1, Address = "http://127.0.0.1:1", Protocol = 1, Joined = 1 },
            new LeaseBeat(Environment.TickCount64, SiloState.Active, 0, default));
        _cluster.Connect();
        Assert.Contains("dead", _cluster.Client.Silos.Select(s => s.Name));

        var clock = Stopwatch.StartNew();
        while (_cluster.Client.Silos.Count > 1 && clock.Elapsed < TimeSpan.FromSeconds(10))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 5);
    }

    [Fact]
    public async Task A_silo_that_refuses_connections_is_noticed_at_once()
    {
        await _cluster.AddAsync();
        new ClusterFolder(_cluster.Folder).Add(
            new SiloInfo { Name = "dead", Process = 1, Address = $"http://127.0.0.1:{FreePort()}", Protocol = 1, Joined = 1 },
            new LeaseBeat(Environment.TickCount64, SiloState.Active, 0, default));
        _cluster.Connect();

        // It seems to be the eldest, and so the first to be asked.
        var clock = Stopwatch.StartNew();
        Assert.Equal("one", await _cluster.Client.GetGrain<IWorkGrain>("one").Key());

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2.5));
        Assert.Equal(["s0"], _cluster.Client.Silos.Select(s => s.Name));
    }

    [Fact]
    public async Task A_leader_that_breaks_off_while_it_goes_down_costs_a_repeated_ask()
    {
        await _cluster.AddAsync();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        await using var broken = builder.Build();
        broken.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });
        await broken.StartAsync(TestContext.Current.CancellationToken);
        new ClusterFolder(_cluster.Folder).Add(
            new SiloInfo { Name = "broken", Process = 1, Address = broken.Urls.First(), Protocol = 1, Joined = 1 },
            new LeaseBeat(Environment.TickCount64, SiloState.Active, 0, default));
        _cluster.Connect();

        Assert.Equal("one", await _cluster.Client.GetGrain<IWorkGrain>("one").Key());

        Assert.Equal(["s0"], _cluster.Client.Silos.Select(s => s.Name));
    }

    [Fact]
    public async Task An_address_beyond_loopback_is_refused_with_the_reason()
    {
        var thrown = await Assert.ThrowsAsync<ClusterException>(() => _cluster.AddAsync(o => o with { Address = IPAddress.Any }));

        Assert.Contains("loopback only, not on 0.0.0.0", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Orleans", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var thrown = await Assert.ThrowsAsync<ClusterException>(() => _cluster.AddAsync(o => o with { Port = port }));

        Assert.Contains($"127.0.0.1:{port}: the port is taken", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        string file = Path.GetTempFileName();
        try
        {
            var thrown = await Assert.ThrowsAsync<ClusterException>(() => _cluster.AddAsync(o => o with { Folder = Path.Combine(file, "cluster") }));
            Assert.StartsWith($"The cluster's folder {Path.Combine(file, "cluster")} cannot be written", thrown.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Other_settings_than_the_cluster_runs_with_are_refused_until_nobody_runs_with_them()
    {
        await _cluster.AddAsync(o => o with { Settings = new Dictionary<string, string> { ["memory"] = "1" } });

        var thrown = await Assert.ThrowsAsync<ClusterException>(
            () => _cluster.AddAsync(o => o with { Settings = new Dictionary<string, string> { ["memory"] = "2" } }));
        Assert.Contains("runs with memory 1, and this silo was started with 2", thrown.Message, StringComparison.Ordinal);

        await _cluster.Silos[0].DisposeAsync();
        await _cluster.AddAsync(o => o with { Settings = new Dictionary<string, string> { ["memory"] = "2" } });
    }

    [Fact]
    public async Task A_client_without_a_cluster_says_what_to_do()
    {
        var none = Assert.Throws<ClusterException>(() => _cluster.Connect());
        Assert.Contains("There is no cluster in", none.Message, StringComparison.Ordinal);

        await (await _cluster.AddAsync()).DisposeAsync();
        var down = Assert.Throws<ClusterException>(() => _cluster.Connect());
        Assert.StartsWith("No silo of the cluster", down.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_or_silo_of_another_version_is_told_so()
    {
        var silo = await _cluster.AddAsync();
        string file = Path.Combine(_cluster.Folder, "silos", "s0.json");
        var info = JsonSerializer.Deserialize<SiloInfo>(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))!;
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(info with { Protocol = 2 }), TestContext.Current.CancellationToken);

        Assert.Contains("speaks version 2 of the protocol, and this client 1: use a newer client", Assert.Throws<ClusterException>(() => _cluster.Connect()).Message, StringComparison.Ordinal);
        Assert.Contains("use the same release", (await Assert.ThrowsAsync<ClusterException>(() => _cluster.AddAsync(o => o with { Name = "other" }))).Message, StringComparison.Ordinal);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, silo.Address + WireProtocol.CallPath) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add(WireProtocol.VersionHeader, "7");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("was called in version 7", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_cannot_read_the_folder_is_refused()
    {
        var silo = await _cluster.AddAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, silo.Address + WireProtocol.HeldPath) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add(WireProtocol.VersionHeader, "1");
        request.Headers.Add(WireProtocol.SecretHeader, "guessed");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
