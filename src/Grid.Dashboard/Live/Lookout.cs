namespace Grid.Dashboard;

/// <summary>Looks again and again while somebody looks on, and not at all while nobody does.</summary>
/// <param name="looks">What is looked at, each by itself, a while after it was looked at before.</param>
internal sealed class Lookout(params Func<CancellationToken, Task>[] looks) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<Action> _onlookers = [];
    private CancellationTokenSource? _looking;

    /// <summary>Whether somebody looks on.</summary>
    public bool IsLooking
    {
        get
        {
            lock (_lock)
                return _looking is not null;
        }
    }

    /// <summary>Looks until the result is disposed of.</summary>
    /// <param name="seen">Hears each time that something was seen.</param>
    public IDisposable Look(Action seen)
    {
        lock (_lock)
        {
            _onlookers.Add(seen);
            if (_looking is null)
            {
                _looking = new CancellationTokenSource();
                foreach (var look in looks)
                    _ = LookAsync(look, _looking.Token);
            }
        }
        return new Onlooker(() => End(seen));
    }

    /// <summary>Tells the onlookers that something was seen.</summary>
    public void Tell()
    {
        Action[] onlookers;
        lock (_lock)
            onlookers = [.. _onlookers];
        foreach (var seen in onlookers)
            seen();
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
            await look(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Pace, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Onlooker(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
