using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>A reference to a grain: turns calls of its interface's methods into <see cref="GrainCall"/>s.</summary>
public abstract class GrainProxy : DispatchProxy
{
    private ICallSender _sender = null!;
    private GrainInterface _interface = null!;

    internal GrainId Target { get; private set; }

    internal static TGrainInterface Create<TGrainInterface>(ICallSender sender, GrainInterface grainInterface, string key)
    {
        var reference = DispatchProxy.Create<TGrainInterface, Reference>()!;
        ((GrainProxy)(object)reference).Point(sender, grainInterface, key);
        return reference;
    }

    internal static object Create(ICallSender sender, GrainInterface grainInterface, string key)
    {
        object reference = DispatchProxy.Create(grainInterface.Type, typeof(Reference));
        ((GrainProxy)reference).Point(sender, grainInterface, key);
        return reference;
    }

    /// <inheritdoc/>
    public override string ToString() => Target.ToString();

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _sender.Send(_interface[targetMethod!], Target, args ?? []);

    private void Point(ICallSender sender, GrainInterface grainInterface, string key) =>
        (_sender, _interface, Target) = (sender, grainInterface, new GrainId(grainInterface.GrainType, key));

    // DispatchProxy derives the class it generates from this one, which therefore cannot be sealed or private.
    internal class Reference : GrainProxy;
}
