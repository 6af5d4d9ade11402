namespace Grid.Hosting;

/// <summary>
/// Holds back what the dashboard's service in a silo asks of the silo's statistics, once when it starts, for which the silo waits, and
/// then each second, until somebody looks at the dashboard. Services of silos alone are held: a client or a grain that asks the same is answered.
/// </summary>
internal sealed class UnwatchedFilter(DashboardCounters counters) : IOutgoingGrainCallFilter
{
    private int _held;

    public Task Invoke(IOutgoingGrainCallContext context) =>
        counters.Begun.IsCompleted || context.Request.GetInterfaceType() != typeof(IManagementGrain) || context.SourceId is not { } source || !source.IsSystemTarget()
            ? context.Invoke() : HoldAsync(context);

    // It takes what fails at its start for nothing to show, and what fails later for the silo's end.
    private async Task HoldAsync(IOutgoingGrainCallContext context)
    {
        if (Interlocked.Exchange(ref _held, 1) == 0)
            throw new OperationCanceledException("nobody looks at the dashboard");
        await counters.Begun;
        await context.Invoke();
    }
}
