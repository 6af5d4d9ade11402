using System.Collections.Frozen;
using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>A grain interface: its methods, checked, and the class that has them.</summary>
internal sealed class GrainInterface
{
    private readonly FrozenDictionary<MethodInfo, GrainMethod> _methods;

    public GrainInterface(Type type, string grainType)
    {
        (Type, GrainType) = (type, grainType);
        _methods = type.GetInterfaces().Append(type)
            .SelectMany(t => t.GetMethods())
            .ToFrozenDictionary(m => m, GrainMethod.From);
    }

    /// <summary>The interface.</summary>
    public Type Type { get; }

    /// <summary>The kind of grain that has it.</summary>
    public string GrainType { get; }

    /// <summary>All its methods.</summary>
    public IEnumerable<GrainMethod> Methods => _methods.Values;

    /// <summary>What the engine knows of one of its methods.</summary>
    public GrainMethod this[MethodInfo method] => _methods[method];
}
