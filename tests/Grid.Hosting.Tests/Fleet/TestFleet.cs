using System.Diagnostics;
using System.Net;
using Grid.Client;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>Silo processes that find one another through a store, each with the environment that a container would have.</summary>
internal sealed class TestFleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ITestStore _store;
    private readonly List<SiloProcess> _all = [];
    private readonly string _id = $"fleet-{Guid.NewGuid():N}";
    private readonly HttpClient _http = new();
    private readonly Dictionary<SiloProcess, int> _ports = [];
    private readonly Dictionary<SiloProcess, Dictionary<string, string>> _given = [];

    private TestFleet(ITestStore store) => _store = store;

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-fleet-{Guid.NewGuid():N}")).FullName;

    public IReadOnlyList<SiloProcess> All => _all;

    public IReadOnlyDictionary<SiloProcess, int> WebPorts => _ports;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A fleet whose silos take work.</summary>
    public static async Task<TestFleet> StartAsync(ITestStore store, int silos)
    {
        Assert.SkipWhen(store.Missing is not null, store.Missing ?? "");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "silos are sent signals with kill");
        var fleet = new TestFleet(store);
        for (int i = 0; i < silos; i++)
        {
            fleet.Add();
            // The first makes the tables.
            if (i == 0)
                await fleet.ReadyAsync();
        }
        await fleet.ReadyAsync();
        return fleet;
    }

    /// <summary>Starts one more silo.</summary>
    public SiloProcess Add(params (string Name, string Value)[] more) => AddAs(null, more);

    /// <summary>Starts one more silo under a name.</summary>
    public SiloProcess AddAs(string? silosName, params (string Name, string Value)[] more)
    {
        int web = MotoServer.FreePort();
        var environment = Environment(("GRID_SILO_PORT", $"{MotoServer.FreePort()}"), ("GRID_GATEWAY_PORT", $"{MotoServer.FreePort()}"), ("GRID_WEB_PORT", $"{web}"));
        foreach (var (name, value) in more)
            environment[name] = value;
        var silo = SiloProcess.Start(null, environment: environment, name: silosName);
        _all.Add(silo);
        _ports[silo] = web;
        _given[silo] = environment;
        return silo;
    }

    /// <summary>A port that a silo was given by a variable.</summary>
    public int PortOf(SiloProcess silo, string variable) => int.Parse(_given[silo][variable], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What a container's environment says.</summary>
    public Dictionary<string, string> Environment(params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>
        {
            ["GRID_CLUSTER_ID"] = _id,
            ["GRID_SERVICE_ID"] = _id,
            ["GRID_MEMORY"] = $"{1 << 28}",
            ["GRID_THREADS"] = "1",
            ["GRID_STOP_SECONDS"] = "20",
        };
        foreach (var (name, value) in _store.EnvironmentOf(_id).Concat(more.Select(m => KeyValuePair.Create(m.Name, m.Value))))
            environment[name] = value;
        return environment;
    }

    public string Id => _id;

    /// <summary>The statuses of the fleet's silos, by their names.</summary>
    public Task<Dictionary<string, SiloStatus>> StatusesAsync() => _store.StatusesAsync(_id);

    /// <summary>Waits until all silos that run take work.</summary>
    public async Task ReadyAsync()
    {
        foreach (var silo in _all.Where(s => s.IsRunning))
            await UntilAsync(() => AnswersAsync(silo, "/health/ready"), () => $"silo {silo.Name} is ready; it says {string.Join('\n', silo.Output)}");
    }

    public async Task<bool> AnswersAsync(SiloProcess silo, string path)
    {
        try
        {
            using var answer = await _http.GetAsync($"http://127.0.0.1:{_ports[silo]}{path}", Token);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public FleetSettings Settings => FleetSettings.From(name => Environment().GetValueOrDefault(name))!;

    public Task<GridClient> ConnectAsync() => GridClient.ConnectAsync(Settings, Token);

    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (clock.Elapsed > Patience)
                Assert.Fail($"not so within {Patience.TotalSeconds:0} s: {what()}");
            await Task.Delay(50, Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var silo in _all)
            silo.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
