namespace Grid.Hosting;

/// <summary>
/// Gives up a client's call that is long overdue. Silos break the calls to a silo that they give up; clients do not break those
/// that went through a gateway that is gone. It is for methods marked <see cref="IdempotentAttribute"/>, whose calls <see cref="RetryFilter"/> makes again.
/// </summary>
internal sealed class LostGatewayFilter : IOutgoingGrainCallFilter
{
    /// <summary>When a call is overdue: long polls answer within a second.</summary>
    public TimeSpan Overdue { get; init; } = TimeSpan.FromSeconds(3.5);

    public Task Invoke(IOutgoingGrainCallContext context) =>
        RetryFilter.IsMarked(context.Request) ? context.Invoke().WaitAsync(Overdue) : context.Invoke();
}
