namespace Grid.Sources;

/// <summary>Ends a wait that is cancelled, or in which nothing has come for a while.</summary>
internal sealed class Patience : IDisposable
{
    /// <summary>How long nothing may come.</summary>
    public const int Seconds = 30;

    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _cancellation;

    public Patience(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Renew();
    }

    public CancellationToken Token => _end.Token;

    /// <summary>Waits anew: something has come.</summary>
    public void Renew() => _end.CancelAfter(TimeSpan.FromSeconds(Seconds));

    /// <summary>Whether an exception says that nothing has come.</summary>
    public bool IsEnded(Exception e) => e is OperationCanceledException && _end.IsCancellationRequested && !_cancellation.IsCancellationRequested;

    public void Dispose() => _end.Dispose();
}
