namespace Grid.LocalEngine;

/// <summary>Whoever makes calls on behalf of references: a silo, or a client of a cluster.</summary>
internal interface ICallSender
{
    /// <summary>Makes a call; its task ends with the answer.</summary>
    Task Send(GrainMethod method, GrainId target, object?[] arguments);
}
