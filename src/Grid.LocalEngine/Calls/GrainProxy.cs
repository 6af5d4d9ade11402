using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>A reference to a grain: turns calls of its interface's methods into <see cref="GrainCall"/>s.</summary>
public abstract class GrainProxy : DispatchProxy
{
    private LocalSilo _silo = null!;
    private GrainInterface _interface = null!;

    internal GrainId Target { get; private set; }

    internal static TGrainInterface Create<TGrainInterface>(LocalSilo silo, GrainInterface grainInterface, string key)
    {
        var reference = DispatchProxy.Create<TGrainInterface, Reference>()!;
        var proxy = (GrainProxy)(object)reference;
        (proxy._silo, proxy._interface, proxy.Target) = (silo, grainInterface, new GrainId(grainInterface.GrainType, key));
        return reference;
    }

    /// <inheritdoc/>
    public override string ToString() => Target.ToString();

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _silo.Send(_interface[targetMethod!], Target, args ?? []);

    // DispatchProxy derives the class it generates from this one, which therefore cannot be sealed or private.
    internal class Reference : GrainProxy;
}
