using Grid.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>
/// Keeps a silo in its cluster from the process's start to its end. A silo that the others have given up is thrown away,
/// and the process joins anew under another name.
/// </summary>
internal sealed class SiloService(SiloSettings settings, IHostApplicationLifetime process, ILoggerFactory logs, ILogger<SiloService> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan HandOverPace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private SiloMetrics? _metrics;
    private OrleansSilo _silo = null!;
    private HealthEndpoint? _health;
    private ProcessDashboard? _pages;
    private FolderDashboard? _dashboard;
    private FlightServer? _flight;
    private IdleWatch? _idle;
    private Task _guard = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.HealthPort is { } port)
        {
            _pages = settings.Fleet is { } fleet ? new ProcessDashboard(DashboardGate.OfFleet(fleet.DashboardToken), () => _silo, null, logs) : null;
            _health = await HealthEndpoint.StartAsync(settings.Address, port, () => _silo is { TakesWork: true }, _pages is null ? null : _pages.AnswerAsync);
        }
        if (settings.Fleet is { FlightPort: { } flightPort })
            _flight = await FlightServer.OpenAsync(settings.Fleet, flightPort, settings.Address, () => _silo, logs);
        if (settings.Folder is { } folder)
            (_dashboard, _flight) = (FolderDashboard.Open(folder, () => _silo, logs), FlightServer.Open(folder, () => _silo, logs));
        _silo = await JoinAsync(settings.Name ?? GridClusterOptions.NewName());
        _metrics = new SiloMetrics(() => _silo);
        _guard = GuardAsync();
        _idle = IdleWatch.Start(settings.Fleet, () => _silo, log);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _guard;
        if (_idle is not null)
            await _idle.DisposeAsync();
        SiloLog.Leaving(log, _silo.Name);
        if (_silo.Serves)
            await HandOverAsync();
        if (_flight is not null)
            await _flight.DisposeAsync();
        await _silo.DisposeAsync();
        if (_dashboard is not null)
            await _dashboard.DisposeAsync();
        if (_pages is not null)
            await _pages.DisposeAsync();
        if (_health is not null)
            await _health.DisposeAsync();
        SiloLog.Left(log, _silo.Name);
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _stop.Dispose();
    }

    private async Task GuardAsync()
    {
        while (true)
        {
            await ((Task)Task.WhenAny(_silo.Lost, _silo.StopAsked)).WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                return;
            if (_silo.StopAsked.IsCompleted)
            {
                process.StopApplication();
                return;
            }
            var lost = _silo;
            await lost.DisposeAsync();
            try
            {
                _silo = await JoinAsync(GridClusterOptions.NewName());
            }
            catch (Exception e)
            {
                SiloLog.CannotJoin(log, lost.Name, e);
                Environment.ExitCode = SiloCommand.Failed;
                process.StopApplication();
                return;
            }
            SiloLog.JoinedAnew(log, lost.Name, _silo.Name);
        }
    }

    private Task<OrleansSilo> JoinAsync(string name) => settings.Fleet is { } fleet ? FleetHosting.JoinAsync(fleet, name, hasDoors: true, services => services.AddSingleton(logs), Doors) : ClusterSilo.JoinAsync(
        settings.Folder!, OptionsOf(name),
        settings.Address, settings.Port, _dashboard?.Address, _flight?.Address, services => services.AddSingleton(logs), Doors);

    private IReadOnlyList<SiloListener> Doors => [.. SiloDoors.Of(settings, _dashboard?.Listens, _flight?.Address)];

    private GridSiloOptions OptionsOf(string name)
    {
        var defaults = new GridSiloOptions();
        var others = settings.Folder is { } cluster ? LaidDown.In(cluster) : null;
        return defaults with
        {
            Name = name,
            Threads = settings.Threads,
            MemoryBudget = settings.MemoryBudget ?? others?.Memory ?? defaults.MemoryBudget,
            CacheFolder = (settings.Cache ?? others?.Cache) switch { null => defaults.CacheFolder, "" => null, var folder => folder },
            CacheBytes = settings.CacheBytes ?? others?.CacheBytes,
            MostGroupsTogether = settings.MostGroupsTogether ?? defaults.MostGroupsTogether,
            MostBytesWhole = settings.MostBytesWhole,
        };
    }

    // Others take over what this silo holds while it still answers, and what it computes comes to its end.
    private async Task HandOverAsync()
    {
        long until = Environment.TickCount64 + (long)(settings.StopTimeout.TotalMilliseconds / 2);
        await _silo.LeaveAsync();
        while (_silo.HoldsWork && Environment.TickCount64 < until && !_silo.IsLast)
            await Task.Delay(HandOverPace);
        await _silo.SettleAsync(SettleTime);
    }
}
