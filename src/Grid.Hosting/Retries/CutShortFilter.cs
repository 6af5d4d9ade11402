namespace Grid.Hosting;

/// <summary>
/// Tells a call that was cut short by the end of a silo from one that was cancelled. A silo that is ending gives up what it is about to
/// place with a bare <see cref="OperationCanceledException"/>, or disposes of what a grain works with; nobody has cancelled the call,
/// and asked again, another silo answers.
/// </summary>
internal sealed class CutShortFilter : IOutgoingGrainCallFilter
{
    // Orleans' own calls between silos have their own way with their cancellation.
    private const string OrleansOwn = "Orleans.";

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // Taken now: a request that was answered is used for the next one.
        var cancellation = context.Request.GetCancellationToken();
        try
        {
            await context.Invoke();
        }
        catch (Exception e) when (IsCutShort(e, context, cancellation))
        {
            throw new SiloUnavailableException($"{context.InterfaceName}.{context.MethodName} of '{context.TargetId}' was cut short by the end of a silo: {e.Message}", e);
        }
    }

    private static bool IsCutShort(Exception exception, IOutgoingGrainCallContext context, CancellationToken cancellation) =>
        exception is OperationCanceledException or ObjectDisposedException
        && !cancellation.IsCancellationRequested
        && !context.InterfaceName.StartsWith(OrleansOwn, StringComparison.Ordinal);
}
