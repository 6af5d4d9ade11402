using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Grid.Client;
using StackExchange.Redis;

namespace Grid.Network.Tests.Hosts;

/// <summary>Silos of a fleet, each on a host of its own, their store on another one, and this machine for clients. Silos that end are started again, as whoever runs a fleet does.</summary>
internal sealed class NetworkFleet : IAsyncDisposable
{
    public const int Silos = 5;
    public const int Store = 6;
    public const int Clients = 7;

    private const string Id = "cut";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SiloProcess?[] _silos = new SiloProcess?[Silos + 1];
    private readonly ConcurrentDictionary<int, TimeSpan> _off = [];
    private readonly List<string> _events;
    private int _started;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly CancellationTokenSource _end = new();
    private readonly Process _redis;
    private Task _keeper = Task.CompletedTask;
    private ConnectionMultiplexer _connection = null!;

    private NetworkFleet(List<string> events)
    {
        _events = events;
        Network = new HostNetwork(Clients);
        string[] within = Network.Within(Store);
        _redis = Process.Start(new ProcessStartInfo(within[0], [.. within[1..], "redis-server", "--bind", HostNetwork.AddressOf(Store), "--protected-mode", "no", "--save", "", "--appendonly", "no"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        })!;
        _redis.OutputDataReceived += (_, _) => { };
        _redis.BeginOutputReadLine();
    }

    public HostNetwork Network { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("grid-network-").FullName;

    private static string Redis => $"{HostNetwork.AddressOf(Store)}:6379";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A fleet whose silos take work.</summary>
    /// <param name="events">Told what happens.</param>
    public static async Task<NetworkFleet> StartAsync(List<string> events)
    {
        Assert.SkipWhen(HostNetwork.Missing is not null, HostNetwork.Missing ?? "");
        var fleet = new NetworkFleet(events);
        try
        {
            var clock = Stopwatch.StartNew();
            while (fleet._connection is null)
            {
                try
                {
                    fleet._connection = await ConnectionMultiplexer.ConnectAsync(Redis);
                }
                catch (RedisConnectionException) when (clock.Elapsed < Patience)
                {
                    await Task.Delay(50, Token);
                }
            }
            for (int host = 1; host <= Silos; host++)
                fleet.Start(host);
            fleet._keeper = fleet.KeepAsync();
            Assert.Null(await fleet.WholeAsync());
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects a client of this machine.</summary>
    public static Task<GridClient> ConnectAsync() => GridClient.ConnectAsync(new FleetSettings { ClusterId = Id, ServiceId = Id, Redis = Redis }, Token);

    /// <summary>Kills a host's silo; another process takes its place.</summary>
    public void Kill(int host) => _silos[host]!.Kill();

    /// <summary>Kills a host's silo; the one that takes its place has a clock that is off.</summary>
    public void KillForOne(int host, TimeSpan off)
    {
        _off[host] = off;
        Kill(host);
    }

    /// <summary>Waits until each host has a silo that takes work, and the membership has these alone for active; says what is not so after a minute, and null where all is.</summary>
    public async Task<string?> WholeAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            string? why = await WhyNotWholeAsync();
            if (why is null)
                return null;
            if (clock.Elapsed > Patience)
                return why;
            await Task.Delay(200, Token);
        }
    }

    /// <summary>The last lines of each silo.</summary>
    public string LastWords() => string.Join("\n", _silos.Skip(1).Select((silo, i) => $"silo of host {i + 1}:\n{string.Join('\n', silo?.Output.TakeLast(12) ?? [])}"));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _keeper;
        foreach (var silo in _silos)
            silo?.Dispose();
        if (_connection is not null)
            await _connection.DisposeAsync();
        if (!_redis.HasExited)
            _redis.Kill();
        await _redis.WaitForExitAsync(CancellationToken.None);
        _redis.Dispose();
        Network.Dispose();
        _http.Dispose();
        _end.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Start(int host)
    {
        var environment = new Dictionary<string, string>
        {
            ["GRID_CLUSTER_ID"] = Id,
            ["GRID_SERVICE_ID"] = Id,
            ["GRID_REDIS"] = Redis,
            ["GRID_ADDRESS"] = HostNetwork.AddressOf(host),
            // Another than the silo before had, as containers have another address: where its clock was ahead, its successor in the same place would have to wait until that time has come.
            ["GRID_SILO_PORT"] = $"{11111 + _started++}",
            ["GRID_MEMORY"] = $"{1 << 28}",
            ["GRID_THREADS"] = "1",
            ["GRID_STOP_SECONDS"] = "5",
        };
        foreach (var (name, value) in _off.TryRemove(host, out var off) ? FakeClock.Off(off) : [])
            environment[name] = value;
        _silos[host] = SiloProcess.Start(null, environment: environment, within: Network.Within(host));
    }

    private async Task KeepAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            for (int host = 1; host <= Silos; host++)
            {
                if (_silos[host] is { IsRunning: false } ended)
                {
                    lock (_events)
                        _events.Add($"{DateTime.UtcNow:HH:mm:ss.f} the silo of host {host} has ended with {ended.ExitCode}, and is started again");
                    Start(host);
                    ended.Dispose();
                }
            }
            await Task.Delay(200, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> WhyNotWholeAsync()
    {
        for (int host = 1; host <= Silos; host++)
        {
            try
            {
                using var answer = await _http.GetAsync($"http://{HostNetwork.AddressOf(host)}:8080/health/ready", Token);
                if (answer.StatusCode != HttpStatusCode.OK)
                    return $"host {host} is not ready";
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                return $"host {host} does not answer: {e.Message}";
            }
        }
        var rows = (await _connection.GetDatabase().HashGetAllAsync($"{Id}/members/{Id}")).Where(entry => entry.Name != "Version").Select(entry => JsonDocument.Parse(entry.Value.ToString()).RootElement);
        string[] statuses = [.. rows.Select(row => $"{row.GetProperty("SiloName")} {Enum.Parse<SiloStatus>(row.GetProperty("Status").ToString())}")];
        return statuses.Count(s => s.EndsWith(" Active", StringComparison.Ordinal)) == Silos && !statuses.Any(s => s.EndsWith("ing", StringComparison.Ordinal)) ? null
            : $"the membership is {string.Join(", ", statuses)}";
    }
}
