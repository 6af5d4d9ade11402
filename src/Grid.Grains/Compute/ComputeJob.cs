namespace Grid.Grains;

/// <summary>Work that waits for a compute thread.</summary>
internal interface IComputeJob
{
    /// <summary>Does the work; never throws.</summary>
    void Run();

    /// <summary>Gives it up.</summary>
    void Cancel();
}

/// <summary>Work with a result.</summary>
internal sealed class ComputeJob<T>(Func<CancellationToken, T> work, CancellationToken cancellation) : IComputeJob
{
    // Whoever awaits goes on elsewhere: compute threads compute.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public void Run()
    {
        if (cancellation.IsCancellationRequested)
        {
            _result.TrySetCanceled(cancellation);
            return;
        }
        try
        {
            _result.TrySetResult(work(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _result.TrySetCanceled(cancellation);
        }
        catch (Exception e)
        {
            _result.TrySetException(e);
        }
    }

    public void Cancel() => _result.TrySetCanceled(CancellationToken.None);
}
