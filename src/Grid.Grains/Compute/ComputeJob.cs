namespace Grid.Grains;

/// <summary>Work that waits for a compute thread.</summary>
internal interface IComputeJob
{
    /// <summary>What it is.</summary>
    WorkLabel Label { get; }

    /// <summary>How many rows it was over, where its result says it.</summary>
    long? Rows { get; }

    /// <summary>Does the work; never throws.</summary>
    void Run();

    /// <summary>Gives it up.</summary>
    void Cancel();
}

/// <summary>Work with a result.</summary>
internal sealed class ComputeJob<T>(Func<CancellationToken, T> work, WorkLabel label, Func<T, long>? rows, CancellationToken cancellation) : IComputeJob
{
    // Whoever awaits goes on elsewhere: compute threads compute.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public WorkLabel Label => label;

    public long? Rows { get; private set; }

    public void Run()
    {
        if (cancellation.IsCancellationRequested)
        {
            _result.TrySetCanceled(cancellation);
            return;
        }
        try
        {
            var result = work(cancellation);
            Rows = rows?.Invoke(result);
            _result.TrySetResult(result);
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
