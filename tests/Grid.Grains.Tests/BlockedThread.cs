namespace Grid.Grains.Tests;

/// <summary>A job that keeps a compute thread until it is let go.</summary>
internal sealed class BlockedThread : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<bool> _job;

    public BlockedThread(ComputePool pool, ComputePriority priority) => _job = pool.RunAsync(
        cancellation =>
        {
            _running.SetResult();
            return _gate.Wait(TimeSpan.FromSeconds(30), cancellation);
        },
        priority,
        CancellationToken.None);

    /// <summary>Completed when the thread is held.</summary>
    public Task Running => _running.Task;

    public void Dispose()
    {
        _gate.Set();
        _job.Wait();
        _gate.Dispose();
    }
}
