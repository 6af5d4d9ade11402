namespace Grid.LocalEngine;

/// <summary>The silos of a cluster at a moment, in the order in which they joined.</summary>
internal sealed class ClusterView(IReadOnlyList<SiloInfo> silos)
{
    private readonly Dictionary<string, SiloInfo> _byName = silos.ToDictionary(s => s.Name);

    /// <summary>All that are there.</summary>
    public IReadOnlyList<SiloInfo> Silos { get; } = silos;

    /// <summary>Those that take new work; those that leave, where no other is left.</summary>
    public IReadOnlyList<SiloInfo> Takers { get; } =
        silos.Any(s => s.State == SiloState.Active) ? [.. silos.Where(s => s.State == SiloState.Active)] : silos;

    /// <summary>The silo that knows where each grain is: the eldest that stays. Null in a cluster without silos.</summary>
    public SiloInfo? Leader => Takers.Count > 0 ? Takers[0] : null;

    /// <summary>A silo by its name; null when it is not there.</summary>
    public SiloInfo? this[string name] => _byName.GetValueOrDefault(name);
}
