namespace Grid.Hosting.Tests.Retries;

public interface IFailingGrain : IGrainWithStringKey
{
    /// <summary>Fails so many times in the given way, and then gives back what it was asked.</summary>
    [Idempotent]
    Task<FailingReply> AskAsync(string question, int failures, string way, CancellationToken cancellation);

    [Idempotent]
    Task DoAsync(int failures, string way);

    [Idempotent]
    Task<int> CountAsync(int failures, string way);

    Task AskOnceAsync(int failures, string way);
}

[GenerateSerializer, Immutable]
public sealed record FailingReply([property: Id(0)] string Question, [property: Id(1)] int Calls);

/// <summary>Fails as often as it is asked to. What it has of a call goes back to Orleans with its answer, and is used for the next call.</summary>
public sealed class FailingGrain : Grain, IFailingGrain
{
    private int _calls;

    public async Task<FailingReply> AskAsync(string question, int failures, string way, CancellationToken cancellation)
    {
        await FailAsync(failures, way, cancellation);
        return new FailingReply(question, _calls);
    }

    public Task DoAsync(int failures, string way) => FailAsync(failures, way, CancellationToken.None);

    public async Task<int> CountAsync(int failures, string way)
    {
        await FailAsync(failures, way, CancellationToken.None);
        return _calls;
    }

    public Task AskOnceAsync(int failures, string way) => FailAsync(failures, way, CancellationToken.None);

    private async Task FailAsync(int failures, string way, CancellationToken cancellation)
    {
        _calls++;
        await Task.Yield();
        if (_calls <= failures)
        {
            throw way switch
            {
                "lost" => new SiloUnavailableException("The silo is gone."),
                "late" => new TimeoutException("No answer."),
                "own" => new InvalidOperationException($"Call {_calls} failed by itself."),
                _ => new ArgumentOutOfRangeException(nameof(way)),
            };
        }
        cancellation.ThrowIfCancellationRequested();
    }
}
