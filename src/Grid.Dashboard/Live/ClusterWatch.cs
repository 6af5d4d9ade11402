using Grid.Client;

namespace Grid.Dashboard;

/// <summary>
/// Looks at the cluster once a second for all pages that are open, and not at all while none is. Silos of a folder are looked at in the folder, which tells
/// of one that ended before the others have missed it; datasets and studies are asked of grains, whose answers may wait for a silo that is lost.
/// </summary>
internal sealed class ClusterWatch(DashboardGrid grid, DashboardSettings settings) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<Action> _onlookers = [];
    private readonly ClusterHistory _history = new();
    private CancellationTokenSource? _looking;

    /// <summary>What was seen last; null before anything was.</summary>
    public ClusterView? Now { get; private set; }

    /// <summary>What happened, the latest first.</summary>
    public IReadOnlyList<ClusterEvent> Events { get; private set; } = [];

    /// <summary>What the silos held in the last minutes.</summary>
    public IReadOnlyList<MemorySample> Samples { get; private set; } = [];

    /// <summary>Looks until the result is disposed of, and tells each time that it has.</summary>
    public IDisposable Look(Action seen)
    {
        lock (_lock)
        {
            _onlookers.Add(seen);
            if (_looking is null)
            {
                _looking = new CancellationTokenSource();
                _ = LookAsync(LookAtSilosAsync, _looking.Token);
                _ = LookAsync(LookAtNamesAsync, _looking.Token);
            }
        }
        return new Onlooker(() => End(seen));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _looking?.Cancel();
            _looking = null;
        }
    }

    private void End(Action seen)
    {
        lock (_lock)
        {
            _onlookers.Remove(seen);
            if (_onlookers.Count > 0)
                return;
            _looking?.Cancel();
            _looking = null;
        }
    }

    private static async Task LookAsync(Func<CancellationToken, Task> look, CancellationToken cancellation)
    {
        await Task.Yield();
        while (!cancellation.IsCancellationRequested)
        {
            await look(cancellation);
            await Task.Delay(Pace, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtSilosAsync(CancellationToken cancellation)
    {
        try
        {
            var silos = await Task.Run(() => settings.Folder is { } folder ? GridClient.SilosOf(folder) : grid.Now.Silos, cancellation).WaitAsync(Patience, cancellation);
            Change(now =>
            {
                _history.Take(now, silos);
                return (Now ?? new ClusterView(now, [], null, null, null)) with { At = now, Silos = silos };
            }, cancellation);
        }
        catch (Exception e)
        {
            Tell(e, cancellation);
        }
    }

    private async Task LookAtNamesAsync(CancellationToken cancellation)
    {
        try
        {
            var status = await grid.Now.StatusAsync(cancellation).WaitAsync(Patience, cancellation);
            Change(now =>
            {
                _history.Take(status.Lost);
                return (Now ?? new ClusterView(now, status.Silos, null, null, null)) with { Datasets = status.Datasets, Studies = status.Studies, Trouble = null };
            }, cancellation);
        }
        catch (Exception e)
        {
            Tell(e, cancellation);
        }
    }

    private void Tell(Exception fault, CancellationToken cancellation)
    {
        string why = fault is TimeoutException || TransientFault.Is(fault) ? "a silo that was asked does not answer; it is asked again" : fault.Message;
        Change(now => (Now ?? new ClusterView(now, [], null, null, null)) with { Trouble = why }, cancellation);
    }

    private void Change(Func<DateTimeOffset, ClusterView> change, CancellationToken cancellation)
    {
        Action[] onlookers;
        lock (_lock)
        {
            if (cancellation.IsCancellationRequested)
                return;
            Now = change(DateTimeOffset.UtcNow);
            (Events, Samples) = (_history.Events, _history.Samples);
            onlookers = [.. _onlookers];
        }
        foreach (var seen in onlookers)
            seen();
    }

    private sealed class Onlooker(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
