using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Invocation;

namespace Grid.Hosting;

/// <summary>
/// Makes calls of methods marked <see cref="IdempotentAttribute"/> again that failed for want of a silo, until they are answered, their
/// token is cancelled, this process's host ends, or <see cref="TransientFault.Patience"/> has run out. It comes before the other
/// filters: what it makes again goes through all of them. A grain's call that its own silo's end keeps from being made again is cut short,
/// and not failed: what the grain was asked for is to be asked again, elsewhere.
/// </summary>
/// <remarks>
/// Orleans takes a request back for later calls once a grain of this process has answered it, even with a fault, and a call that was
/// given up (<see cref="LostGatewayFilter"/>) may still be under way with it. So each repetition is a call of its own, with a copy of
/// the request that was made before it was first sent.
/// </remarks>
internal sealed class RetryFilter(IServiceProvider services, IHostApplicationLifetime host) : IOutgoingGrainCallFilter
{
    /// <summary>How long it waits before it asks again.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly ConcurrentDictionary<Type, bool> Marked = new();

    // The request that is sent again by this thread at this moment, which is not to be repeated for itself.
    [ThreadStatic]
    private static IInvokable? _sent;

    private IGrainReferenceRuntime? _runtime;

    /// <summary>How long it goes on.</summary>
    public TimeSpan Patience { get; init; } = TransientFault.Patience;

    /// <summary>Whether a call may be made again.</summary>
    public static bool IsMarked(IInvokable request) =>
        Marked.GetOrAdd(request.GetType(), static (_, r) => r.GetMethod().IsDefined(typeof(IdempotentAttribute), inherit: false), request);

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        var request = context.Request;
        return ReferenceEquals(request, _sent) || !IsMarked(request) ? context.Invoke() : RepeatAsync(context, (IRequest)CopyOf(request));
    }

    private async Task RepeatAsync(IOutgoingGrainCallContext context, IRequest request)
    {
        try
        {
            await RepeatUntilAnsweredAsync(context, request);
        }
        catch (Exception e) when ((TransientFault.Is(e) || e is OrleansException) && context.SourceContext is not null && host.ApplicationStopping.IsCancellationRequested)
        {
            // What a grain works at ends with its silo and has not failed: whoever asks again has it done elsewhere. Where no silo is
            // left to place a grain on, Orleans says so with the bare type.
            throw new OperationCanceledException($"{context.InterfaceName}.{context.MethodName} of '{context.TargetId}' was given up, as the silo of who called it ends: {e.Message}", e);
        }
    }

    private async Task RepeatUntilAnsweredAsync(IOutgoingGrainCallContext context, IRequest request)
    {
        var cancellation = request.GetCancellationToken();
        long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        bool MayRepeat(Exception e) => TransientFault.Is(e) && !cancellation.IsCancellationRequested && Environment.TickCount64 < until
            && !host.ApplicationStopping.IsCancellationRequested;
        try
        {
            await context.Invoke();
            return;
        }
        catch (Exception e) when (MayRepeat(e))
        {
            // Made again below.
        }
        while (true)
        {
            await Task.Delay(Interval, cancellation);
            try
            {
                context.Result = await SendAsync((GrainReference)context.Grain, (IRequest)CopyOf(request));
                return;
            }
            catch (Exception e) when (MayRepeat(e))
            {
                // And again.
            }
        }
    }

    private ValueTask<object?> SendAsync(GrainReference grain, IRequest request)
    {
        // Asked for late, as it is made of the filters.
        _runtime ??= services.GetRequiredService<IGrainReferenceRuntime>();
        _sent = request;
        try
        {
            return _runtime.InvokeMethodAsync<object>(grain, request, request.Options);
        }
        finally
        {
            _sent = null;
        }
    }

    // Arguments are shared: the caller's reference has copied what could be changed.
    private static object CopyOf(object request) => MemberwiseClone(request);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern object MemberwiseClone(object request);
}
