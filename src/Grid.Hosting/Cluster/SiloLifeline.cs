namespace Grid.Hosting;

/// <summary>What happens to a silo from without: it is asked to stop, or was given up by the others.</summary>
internal sealed class SiloLifeline(ILogger<SiloLifeline> log) : IFatalErrorHandler
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Lost => _lost.Task;

    public Task StopAsked => _stopAsked.Task;

    public void AskToStop() => _stopAsked.TrySetResult();

    public bool IsUnexpected(Exception exception) => exception is not ThreadInterruptedException;

    // Orleans would end the process here; whose process it is knows better what to do.
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        EngineLog.Lost(log, context ?? "", exception);
        _lost.TrySetResult();
    }
}
