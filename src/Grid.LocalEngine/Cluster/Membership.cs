namespace Grid.LocalEngine;

/// <summary>
/// What a process knows of the silos of its cluster: the folder's leases, read some times a second, and at once where a call finds a silo gone.
/// </summary>
internal sealed class Membership : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly ClusterFolder _folder;
    private readonly TimeSpan _leaseTime;
    private readonly Timer _timer;

    public Membership(ClusterFolder folder, TimeSpan leaseTime)
    {
        (_folder, _leaseTime) = (folder, leaseTime);
        View = new ClusterView(folder.Read(leaseTime));
        _timer = new Timer(_ => TryRefresh(), null, Period, Period);
    }

    /// <summary>Told of each new view, one after the other; before <see cref="Refresh"/> returns.</summary>
    public event Action<ClusterView, ClusterView>? Changed;

    /// <summary>The silos as last read.</summary>
    public ClusterView View { get; private set; }

    /// <summary>Reads the leases now.</summary>
    public ClusterView Refresh()
    {
        lock (_gate)
        {
            var before = View;
            View = new ClusterView(_folder.Read(_leaseTime));
            if (!View.Silos.Select(s => (s.Name, s.State)).SequenceEqual(before.Silos.Select(s => (s.Name, s.State))))
                Changed?.Invoke(before, View);
            return View;
        }
    }

    /// <summary>Gives up a silo that refuses connections: nothing listens where it did.</summary>
    public void Bury(string silo)
    {
        _folder.Remove(silo);
        Refresh();
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void TryRefresh()
    {
        try
        {
            Refresh();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            // The folder is read again in a moment; what was known stays known until then.
        }
    }
}
