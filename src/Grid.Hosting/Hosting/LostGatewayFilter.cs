using System.Collections.Concurrent;
using System.Reflection;

namespace Grid.Hosting;

/// <summary>
/// Gives up a client's call that is long overdue. Silos break the calls to a silo that they give up; clients do not break those
/// that went through a gateway that is gone. It is for methods that have a response timeout of their own: they start or
/// observe something, answer within a second, and are asked again.
/// </summary>
internal sealed class LostGatewayFilter : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3.5);

    private readonly ConcurrentDictionary<MethodInfo, bool> _methods = new();

    public Task Invoke(IOutgoingGrainCallContext context) =>
        context.InterfaceMethod is { } method && _methods.GetOrAdd(method, m => m.IsDefined(typeof(ResponseTimeoutAttribute)))
            ? context.Invoke().WaitAsync(Patience) : context.Invoke();
}
