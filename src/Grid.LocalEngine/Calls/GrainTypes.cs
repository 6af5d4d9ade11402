using System.Collections.Frozen;
using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>The grain classes of some assemblies and their interfaces, checked; by type for callers, and by name for the wire.</summary>
internal sealed class GrainTypes
{
    private readonly Dictionary<string, GrainClass> _classes = [];
    private readonly Dictionary<Type, GrainInterface> _interfaces = [];
    private readonly FrozenDictionary<string, GrainMethod> _methods;

    /// <exception cref="ArgumentException">A grain class or interface breaks the rules; the message says which and how.</exception>
    public GrainTypes(IReadOnlyList<Assembly> assemblies)
    {
        foreach (var type in assemblies.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && typeof(Grain).IsAssignableFrom(t)))
            AddClass(type);
        _methods = _interfaces.Values.SelectMany(i => i.Methods).DistinctBy(m => m.WireName).ToFrozenDictionary(m => m.WireName);
    }

    /// <summary>The class of a kind of grain.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public GrainClass Class(string grainType) => _classes.TryGetValue(grainType, out var found) ? found
        : throw new KeyNotFoundException($"This silo has no grains of the kind '{grainType}'.");

    /// <summary>A method by the name that it has on the wire; null where there is none.</summary>
    public GrainMethod? Method(string wireName) => _methods.GetValueOrDefault(wireName);

    /// <summary>A reference to a grain.</summary>
    /// <exception cref="ArgumentException">No class has the interface.</exception>
    public TGrainInterface Reference<TGrainInterface>(ICallSender sender, string key) where TGrainInterface : IGrainWithStringKey
    {
        ArgumentNullException.ThrowIfNull(key);
        return GrainProxy.Create<TGrainInterface>(sender, Interface(typeof(TGrainInterface)), key);
    }

    /// <summary>A reference to a grain.</summary>
    public object Reference(ICallSender sender, Type grainInterface, string key) => GrainProxy.Create(sender, Interface(grainInterface), key);

    /// <summary>The id of the grain of an interface and a key.</summary>
    public GrainId Id(Type grainInterface, string key) => new(Interface(grainInterface).GrainType, key);

    private GrainInterface Interface(Type type) => _interfaces.TryGetValue(type, out var found) ? found
        : throw new ArgumentException($"No grain class of this silo has the interface {type.Name}.");

    private void AddClass(Type type)
    {
        var grainClass = new GrainClass(type);
        if (!_classes.TryAdd(grainClass.Name, grainClass))
            throw new ArgumentException($"Two grain classes are of the kind '{grainClass.Name}'.");
        foreach (var grainInterface in grainClass.Interfaces)
        {
            if (!_interfaces.TryAdd(grainInterface, new GrainInterface(grainInterface, grainClass.Name)))
                throw new ArgumentException($"Two grain classes have the interface {grainInterface.Name}.");
        }
    }
}
