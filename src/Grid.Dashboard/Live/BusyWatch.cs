using System.Collections.Concurrent;

namespace Grid.Dashboard;

/// <summary>How busy the silos are: asked once a second for all pages that show it, and not at all while none does.</summary>
internal sealed class BusyWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (SiloWork Told, BusySilo Shown)> _silos = new(StringComparer.Ordinal);
    private readonly Lookout _lookout;
    private readonly ClusterWatch _cluster;
    private readonly DashboardSettings _settings;

    public BusyWatch(ClusterWatch cluster, DashboardSettings settings)
    {
        (_cluster, _settings) = (cluster, settings);
        _lookout = new Lookout(LookAsync);
    }

    /// <summary>Looks until the result is disposed of.</summary>
    public IDisposable Look() => _lookout.Look(() => { });

    /// <summary>How busy a silo is; null while that is not known.</summary>
    public BusySilo? Of(string silo) => _silos.TryGetValue(silo, out var known) ? known.Shown : null;

    public void Dispose() => _lookout.Dispose();

    private async Task LookAsync(CancellationToken cancellation)
    {
        string[] there = [.. (_cluster.Now?.Silos ?? []).Select(silo => silo.Name)];
        foreach (string gone in _silos.Keys.Except(there))
            _silos.TryRemove(gone, out _);
        await Task.WhenAll(there.Select(silo => LookAsync(silo, cancellation)));
    }

    private async Task LookAsync(string silo, CancellationToken cancellation)
    {
        try
        {
            if (_settings.Grains() is not { } grains)
                return;
            var told = await Task.Run(() => grains.GetGrain<IWorkGrain>($"{silo}/").ReadSiloAsync(cancellation), cancellation).WaitAsync(Patience, cancellation);
            _silos[silo] = (told, BusySilo.Of(_silos.TryGetValue(silo, out var before) ? before.Told : null, told));
        }
        catch (Exception)
        {
            // One that is lost or has no answer now: what it told before is not so any more.
            _silos.TryRemove(silo, out _);
        }
    }
}
