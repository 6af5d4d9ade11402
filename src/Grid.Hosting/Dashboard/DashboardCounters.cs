namespace Grid.Hosting;

/// <summary>
/// What counts in a silo for the dashboard: calls, latencies, Orleans' instruments. Nothing of it runs before somebody looks, as it
/// would cost each start, and each second of a cluster that nobody looks at.
/// </summary>
/// <param name="services">The silo's.</param>
/// <param name="parts">Make what takes part in the silo's life, and what runs beside it.</param>
internal sealed class DashboardCounters(IServiceProvider services, IReadOnlyList<Func<IServiceProvider, object>> parts) : ISiloLifecycle, IAsyncDisposable
{
    private readonly SortedList<int, List<ILifecycleObserver>> _stages = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    /// <summary>Ends when somebody has looked.</summary>
    public Task Begun => _begun.Task;

    int ISiloLifecycle.HighestCompletedStage => ServiceLifecycleStage.Active;

    int ISiloLifecycle.LowestStoppedStage => int.MaxValue;

    /// <summary>Begins to count, unless that was done before.</summary>
    public async Task BeginAsync()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 1)
            return;
        _begun.SetResult();
        object[] all = [.. parts.Select(part => part(services)).Distinct()];
        foreach (var part in all.OfType<ILifecycleParticipant<ISiloLifecycle>>())
            part.Participate(this);
        foreach (var observer in Observers())
            await observer.OnStart(CancellationToken.None);
        foreach (var host in all.OfType<IHostedService>())
            await host.StartAsync(CancellationToken.None);
    }

    IDisposable ILifecycleObservable.Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        if (!_stages.TryGetValue(stage, out var observers))
            _stages.Add(stage, observers = []);
        observers.Add(observer);
        return new Subscription(() => observers.Remove(observer));
    }

    public async ValueTask DisposeAsync()
    {
        _begun.TrySetCanceled();
        foreach (var observer in Observers().Reverse())
            await observer.OnStop(CancellationToken.None);
    }

    // As they are now: one that has started may end its subscription.
    private ILifecycleObserver[] Observers() => [.. _stages.Values.SelectMany(stage => stage)];

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
