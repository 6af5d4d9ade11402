namespace Grid.Abstractions;

/// <summary>
/// Marks a method of a grain's interface that may be called twice where it was to be called once: it reads, it observes, it starts
/// what is started already, or stores what is stored already. A call that fails for want of a silo (<see cref="TransientFault"/>)
/// is made again by the silo or client that makes it, for a minute at most, until its token is cancelled.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute;
