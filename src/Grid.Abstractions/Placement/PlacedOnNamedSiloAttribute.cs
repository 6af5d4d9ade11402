using Orleans.Placement;

namespace Grid.Abstractions;

/// <summary>Grains that work beside others: their key starts with the name of their silo and a slash.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlacedOnNamedSiloAttribute() : PlacementAttribute(new PlacedOnNamedSilo());

/// <summary>The strategy of <see cref="PlacedOnNamedSiloAttribute"/>.</summary>
[GenerateSerializer, Immutable, Alias("Grid.PlacedOnNamedSilo")]
public sealed class PlacedOnNamedSilo : PlacementStrategy;
