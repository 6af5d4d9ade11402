using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>A class of grains: its name, its interfaces and how one is made.</summary>
internal sealed class GrainClass
{
    private readonly Type _type;
    private readonly ConstructorInfo _constructor;

    /// <exception cref="ArgumentException">The class has no public constructor, or more than one, or no grain interface.</exception>
    public GrainClass(Type type)
    {
        _type = type;
        Name = (type.Name.EndsWith("Grain", StringComparison.Ordinal) ? type.Name[..^"Grain".Length] : type.Name).ToLowerInvariant();
        Interfaces = [.. type.GetInterfaces().Where(i => typeof(IGrain).IsAssignableFrom(i) && i != typeof(IGrain) && i != typeof(IGrainWithStringKey))];
        if (Interfaces.Count == 0)
            throw new ArgumentException($"The grain class {type.Name} has no interface derived from {nameof(IGrainWithStringKey)}.");
        _constructor = type.GetConstructors() is [var only] ? only
            : throw new ArgumentException($"The grain class {type.Name} must have exactly one public constructor.");
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        var leastLoaded = type.GetCustomAttribute<PlacedOnLeastLoadedAttribute>();
        PrefersLocal = leastLoaded is { PreferLocal: true };
        Placement = type.IsDefined(typeof(PlacedByBytesAttribute)) ? GrainPlacement.Bytes
            : type.IsDefined(typeof(PlacedOnNamedSiloAttribute)) ? GrainPlacement.NamedSilo
            : leastLoaded is not null ? GrainPlacement.LeastLoaded
            : GrainPlacement.Hash;
    }

    /// <summary>The kind of grain, as in its ids.</summary>
    public string Name { get; }

    /// <summary>The grain interfaces that the class has.</summary>
    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>Whether all its calls may interleave.</summary>
    public bool IsReentrant { get; }

    /// <summary>By which rule its activations are placed.</summary>
    public GrainPlacement Placement { get; }

    /// <summary>Whether the caller's silo is preferred among those with the least load.</summary>
    public bool PrefersLocal { get; }

    /// <summary>Makes the object of an activation, with services and stored states as its constructor asks; states are read.</summary>
    public async Task<Grain> CreateAsync(Activation activation)
    {
        var parameters = _constructor.GetParameters();
        var arguments = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
            arguments[i] = Argument(parameters[i], activation);
        foreach (var state in arguments.OfType<IStoredOnActivation>())
            await state.ReadStateAsync().ConfigureAwait(true);
        Activation.BeingMade = activation;
        try
        {
            return (Grain)_constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        finally
        {
            Activation.BeingMade = null;
        }
    }

    private object? Argument(ParameterInfo parameter, Activation activation)
    {
        var silo = activation.Silo;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } facet)
        {
            var state = typeof(PersistentState<>).MakeGenericType(parameter.ParameterType.GetGenericArguments()[0]);
            return Activator.CreateInstance(state, silo.Storage, activation.GrainId, facet.StateName);
        }
        if (parameter.ParameterType == typeof(IGrainContext))
            return activation;
        return silo.Services.GetService(parameter.ParameterType)
            ?? throw new InvalidOperationException(
                $"The grain class {_type.Name} asks for a {parameter.ParameterType.Name}, which is not among the silo's services.");
    }
}
