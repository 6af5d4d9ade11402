using System.Runtime.CompilerServices;

namespace Grid.Grains;

/// <summary>
/// The threads of a silo that compute: parse, scan, merge. Grains never do so in their turns, which would hold up the
/// thread pool and with it all grains; they give the work to this pool and await it.
/// </summary>
public sealed class ComputePool : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<IComputeJob>[] _jobs = [new(), new(), new()];
    private readonly SemaphoreSlim _available = new(0);
    private readonly Thread[] _threads;
    private readonly WorkLog _log;
    private int _running;
    private long _idleSince = Environment.TickCount64;
    private bool _disposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="log">Where it is kept what they did; null for nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one.</exception>
    public ComputePool(int threads, WorkLog? log = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _log = log ?? WorkLog.None;
        _threads = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int number = i;
            _threads[i] = new Thread(() => Work(number)) { IsBackground = true, Name = $"Grid compute {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>How many threads there are.</summary>
    public int Threads => _threads.Length;

    /// <summary>How many of them work.</summary>
    public int Busy
    {
        get
        {
            lock (_gate)
                return _running;
        }
    }

    /// <summary>How many jobs run or wait.</summary>
    public int Jobs
    {
        get
        {
            lock (_gate)
                return _running + _jobs.Sum(waiting => waiting.Count);
        }
    }

    /// <summary>How long no job has run or waited.</summary>
    public TimeSpan Idle
    {
        get
        {
            lock (_gate)
                return _running > 0 || _jobs.Any(waiting => waiting.Count > 0) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Environment.TickCount64 - _idleSince);
        }
    }

    /// <summary>Runs work on one of the threads, in the order asked, the more urgent kinds first.</summary>
    /// <param name="work">Synchronous work that honours its token.</param>
    /// <param name="priority">What kind of work it is.</param>
    /// <param name="cancellation">Given to the work; work that has not started yet is not started.</param>
    /// <param name="label">What it is, for whoever looks on.</param>
    /// <param name="rows">How many rows a result is of, where the label does not say it; null for nobody knows.</param>
    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, ComputePriority priority, CancellationToken cancellation, WorkLabel label = default, Func<T, long>? rows = null)
    {
        var job = new ComputeJob<T>(work, label, rows, cancellation);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _jobs[(int)priority].Enqueue(job);
        }
        _available.Release();
        return job.Result;
    }

    /// <summary>Runs work that shares itself out on as many of the threads as it can use.</summary>
    /// <param name="work">Takes part after part of the work until none is left; honours its token.</param>
    /// <param name="parts">How many parts there are.</param>
    /// <param name="priority">What kind of work it is.</param>
    /// <param name="cancellation">Given to the work.</param>
    /// <param name="label">What it is, for whoever looks on.</param>
    public Task ShareAsync(Action<CancellationToken> work, int parts, ComputePriority priority, CancellationToken cancellation, WorkLabel label = default) =>
        Task.WhenAll(Enumerable.Range(0, Math.Min(Threads, parts)).Select(_ => RunAsync(
            end =>
            {
                work(end);
                return true;
            },
            priority, cancellation, label)));

    /// <summary>Ends the threads after the jobs that run; jobs that wait are cancelled.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }
        _available.Release(_threads.Length);
        foreach (var thread in _threads)
            thread.Join();
        foreach (var job in _jobs.SelectMany(jobs => jobs))
            job.Cancel();
        _available.Dispose();
    }

    private void Work(int thread)
    {
        while (RunNext(thread))
        {
        }
    }

    // A method of its own, so that a thread that waits for the next job keeps nothing of the last one alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunNext(int thread)
    {
        _available.Wait();
        IComputeJob job;
        lock (_gate)
        {
            if (_disposed)
                return false;
            int urgent = Array.FindIndex(_jobs, waiting => waiting.Count > 0);
            job = _jobs[urgent].Dequeue();
            _running++;
        }
        _log.Begin(thread, job.Label);
        job.Run();
        _log.End(thread, job.Rows);
        lock (_gate)
        {
            _running--;
            _idleSince = Environment.TickCount64;
        }
        return true;
    }
}
