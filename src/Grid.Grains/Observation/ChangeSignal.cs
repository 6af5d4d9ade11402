namespace Grid.Grains;

/// <summary>
/// Counts the changes of something and wakes those who wait for the next: observers ask with the version they have seen,
/// and get an answer when there is another one, instead of asking again and again. For use within one grain's turns.
/// </summary>
internal sealed class ChangeSignal
{
    /// <summary>How long an observer is kept waiting at most: far below the time at which calls are given up.</summary>
    public static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How far apart tellings of progress are.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private TaskCompletionSource? _next;

    /// <summary>How many changes there were, from 1: 0 is seen by nobody.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>Something changed.</summary>
    public void Advance()
    {
        Version++;
        var waiting = _next;
        _next = null;
        waiting?.TrySetResult();
    }

    /// <summary>Waits until the version is another than <paramref name="seen"/>, or for so long.</summary>
    public async Task WaitAsync(long seen, TimeSpan patience, CancellationToken cancellation)
    {
        if (Version != seen)
            return;
        _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _next.Task.WaitAsync(patience, cancellation).SettledAsync();
        cancellation.ThrowIfCancellationRequested();
    }
}
