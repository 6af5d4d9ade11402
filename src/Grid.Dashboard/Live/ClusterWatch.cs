using Grid.Client;

namespace Grid.Dashboard;

/// <summary>
/// Looks at the cluster once a second for all pages that are open, and not at all while none is. Silos of a folder are looked at in the folder, which tells
/// of one that ended before the others have missed it; datasets and studies are asked of grains, whose answers may wait for a silo that is lost.
/// </summary>
internal sealed class ClusterWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly ClusterHistory _history = new();
    private readonly DashboardGrid _grid;
    private readonly DashboardSettings _settings;
    private readonly Lookout _silos;
    private readonly Lookout _names;
    private volatile string? _troubleOfSilos;
    private volatile string? _troubleOfNames;

    public ClusterWatch(DashboardGrid grid, DashboardSettings settings)
    {
        (_grid, _settings) = (grid, settings);
        (_silos, _names) = (new Lookout(LookAtSilosAsync), new Lookout(LookAtNamesAsync));
    }

    /// <summary>What was seen last; null before anything was.</summary>
    public ClusterView? Now { get; private set; }

    /// <summary>What happened, the latest first.</summary>
    public IReadOnlyList<ClusterEvent> Events { get; private set; } = [];

    /// <summary>What the silos held in the last minutes.</summary>
    public IReadOnlyList<MemorySample> Samples { get; private set; } = [];

    /// <summary>Looks at the silos until the result is disposed of, and tells each time that it has.</summary>
    public IDisposable LookAtSilos(Action seen) => _silos.Look(seen);

    /// <summary>Looks at datasets and studies until the result is disposed of, and tells each time that it has: grains are asked for these.</summary>
    public IDisposable LookAtNames(Action seen) => _names.Look(seen);

    public void Dispose()
    {
        _silos.Dispose();
        _names.Dispose();
    }

    private async Task LookAtSilosAsync(CancellationToken cancellation)
    {
        try
        {
            var silos = await Task.Run(() => _settings.Folder is { } folder ? GridClient.SilosOf(folder) : _grid.Now.Silos, cancellation).WaitAsync(Patience, cancellation);
            _troubleOfSilos = null;
            Change(_silos, now =>
            {
                _history.Take(now, silos);
                return (Now ?? new ClusterView(now, [], null, null, null)) with { At = now, Silos = silos };
            }, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            _troubleOfSilos = Words(e);
            Change(_silos, SameAs, cancellation);
        }
    }

    private async Task LookAtNamesAsync(CancellationToken cancellation)
    {
        try
        {
            var status = await _grid.Now.StatusAsync(cancellation).WaitAsync(Patience, cancellation);
            _troubleOfNames = null;
            Change(_names, now =>
            {
                _history.Take(status.Lost);
                return (Now ?? new ClusterView(now, status.Silos, null, null, null)) with { Datasets = status.Datasets, Studies = status.Studies };
            }, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            _troubleOfNames = Words(e);
            Change(_names, SameAs, cancellation);
        }
    }

    private ClusterView SameAs(DateTimeOffset now) => Now ?? new ClusterView(now, [], null, null, null);

    private static string Words(Exception fault) => fault is TimeoutException || TransientFault.Is(fault) ? "a silo that was asked does not answer; it is asked again" : fault.Message;

    private void Change(Lookout lookout, Func<DateTimeOffset, ClusterView> change, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (cancellation.IsCancellationRequested)
                return;
            // Where nobody looks at names any more, nobody finds out that they can be had again.
            Now = change(DateTimeOffset.UtcNow) with { Trouble = _troubleOfSilos ?? (_names.IsLooking ? _troubleOfNames : null) };
            (Events, Samples) = (_history.Events, _history.Samples);
        }
        lookout.Tell();
    }
}
