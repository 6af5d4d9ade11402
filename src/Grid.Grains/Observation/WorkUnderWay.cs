namespace Grid.Grains;

/// <summary>
/// Work that was asked for and is under way, or whose result nobody has taken yet: whoever asks again, as a call on the way
/// may be lost, meets the same work. Within a grain's turns.
/// </summary>
/// <typeparam name="TKey">What the work is known by to whoever asks.</typeparam>
/// <typeparam name="T">What comes of it.</typeparam>
internal sealed class WorkUnderWay<TKey, T> where TKey : notnull where T : class
{
    // Who asks, asks again within seconds; what nobody has come for in so long, in milliseconds, is left behind by a caller that is gone.
    private const long AbandonedAfter = 60_000;

    private readonly Dictionary<TKey, Work> _works = [];

    /// <summary>Waits a while for what comes of work, which is started where it is not under way. It stays there until it is forgotten, or fails.</summary>
    /// <param name="key">Which.</param>
    /// <param name="start">Starts it.</param>
    /// <param name="end">Cancels it with the grain.</param>
    /// <param name="cancellation">Cancels it with the caller.</param>
    /// <returns>The result; null where there is none yet.</returns>
    /// <exception cref="OperationCanceledException">The caller has cancelled it, or the grain ends.</exception>
    public async Task<T?> TakeAsync(TKey key, Func<CancellationToken, Task<T>> start, CancellationToken end, CancellationToken cancellation)
    {
        if (!_works.TryGetValue(key, out var work))
        {
            ForgetAbandoned();
            _works[key] = work = new Work(start, end);
        }
        work.LastAsked = Environment.TickCount64;
        if (!work.Result.IsCompleted)
            await work.Result.WaitAsync(ChangeSignal.PollTimeout, cancellation).SettledAsync();
        bool isCancelled = cancellation.IsCancellationRequested;
        if (isCancelled)
            await work.CancelAsync();
        else if (!work.Result.IsCompleted)
            return null;
        await work.Result.SettledAsync();
        // Unless whoever waited as well has started it anew already.
        if ((isCancelled || !work.Result.IsCompletedSuccessfully) && ReferenceEquals(_works.GetValueOrDefault(key), work))
            Forget(key);
        cancellation.ThrowIfCancellationRequested();
        return await work.Result;
    }

    /// <summary>Forgets work whose result is taken.</summary>
    public void Forget(TKey key)
    {
        if (_works.Remove(key, out var work))
            work.Dispose();
    }

    /// <summary>Waits until none is under way, once the end of the grain is asked for.</summary>
    public async Task EndAsync()
    {
        foreach (var work in _works.Values)
            await work.Result.SettledAsync();
        foreach (var key in _works.Keys)
            Forget(key);
    }

    private void ForgetAbandoned()
    {
        long now = Environment.TickCount64;
        foreach (var (key, work) in _works)
        {
            if (work.Result.IsCompleted && now - work.LastAsked > AbandonedAfter)
                Forget(key);
        }
    }

    private sealed class Work : IDisposable
    {
        private readonly CancellationTokenSource _cancel;

        public Work(Func<CancellationToken, Task<T>> start, CancellationToken end)
        {
            _cancel = CancellationTokenSource.CreateLinkedTokenSource(end);
            Result = start(_cancel.Token);
        }

        public Task<T> Result { get; }

        public long LastAsked { get; set; }

        public Task CancelAsync() => _cancel.CancelAsync();

        public void Dispose()
        {
            _cancel.Dispose();
            if (Result.IsCompletedSuccessfully && Result.Result is IDisposable result)
                result.Dispose();
        }
    }
}
