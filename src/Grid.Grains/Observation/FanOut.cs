namespace Grid.Grains;

/// <summary>Calls many grains at once, but not all at once: outgoing queues have no bound of their own.</summary>
internal static class FanOut
{
    /// <summary>How many calls of one grain are under way at most.</summary>
    public const int Width = 64;

    /// <summary>Runs a step per index within the calling grain's turns. The first to fail cancels the others.</summary>
    /// <param name="count">How many steps there are.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancellation">Cancels all.</param>
    /// <param name="width">How many are under way at most.</param>
    /// <exception cref="Exception">What the step of the lowest index threw, of those that failed by themselves.</exception>
    public static async Task RunAsync(int count, Func<int, CancellationToken, Task> step, CancellationToken cancellation, int width = Width)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        int next = 0, failedAt = int.MaxValue;
        Exception? failure = null;

        async Task TakeAsync()
        {
            while (!any.IsCancellationRequested && Interlocked.Increment(ref next) - 1 is var index && index < count)
            {
                try
                {
                    await step(index, any.Token);
                }
                catch (Exception e)
                {
                    if (index < failedAt && !(e is OperationCanceledException && any.IsCancellationRequested))
                        (failure, failedAt) = (e, index);
                    any.Cancel();
                }
            }
        }

        var takers = new Task[Math.Min(count, width)];
        for (int i = 0; i < takers.Length; i++)
            takers[i] = TakeAsync();
        await Task.WhenAll(takers);
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
