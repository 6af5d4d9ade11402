using System.Runtime.ExceptionServices;
using Grid.Query;

namespace Grid.Grains;

/// <summary>The threads of a pool, for work that runs on one of them: those that are free take part, and none is waited for that has not begun.</summary>
/// <param name="pool">The pool.</param>
/// <param name="priority">What kind of work it is.</param>
/// <param name="cancellation">Ends it, between two parts.</param>
/// <param name="label">What it is, for whoever looks on.</param>
internal sealed class PoolWorkers(ComputePool pool, ComputePriority priority, CancellationToken cancellation, WorkLabel label = default) : Workers
{
    /// <inheritdoc/>
    public override int Count => pool.Threads;

    /// <inheritdoc/>
    public override void Run(int parts, Action<int> part)
    {
        cancellation.ThrowIfCancellationRequested();
        if (parts <= 1 || pool.Threads == 1)
        {
            for (int i = 0; i < parts; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                part(i);
            }
            return;
        }
        var work = new Shared(parts, part, cancellation);
        for (int i = 1; i < Math.Min(pool.Threads, parts); i++)
            _ = pool.RunAsync(_ => work.TakePart(), priority, CancellationToken.None, label);
        work.TakePart();
        work.Wait();
    }

    private sealed class Shared(int count, Action<int> part, CancellationToken cancellation)
    {
        private readonly int _count = count;
        private readonly Lock _gate = new();
        private readonly ManualResetEventSlim _done = new();
        private int _next;
        private int _left = count;
        private ExceptionDispatchInfo? _fault;

        public bool TakePart()
        {
            for (int i; (i = Interlocked.Increment(ref _next) - 1) < _count;)
            {
                try
                {
                    if (_fault is null)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        part(i);
                    }
                }
                catch (Exception e)
                {
                    lock (_gate)
                        _fault ??= ExceptionDispatchInfo.Capture(e);
                }
                if (Interlocked.Decrement(ref _left) == 0)
                    _done.Set();
            }
            return true;
        }

        // Every part was begun by now, by somebody who runs.
        public void Wait()
        {
            _done.Wait(CancellationToken.None);
            _fault?.Throw();
        }
    }
}
