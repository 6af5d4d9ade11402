using Orleans.Placement;

namespace Grid.Abstractions;

/// <summary>
/// Grains that hold data: they are placed where the fewest bytes are for the memory there is, stay there, and only as many
/// move as it takes when a silo joins or leaves.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlacedByBytesAttribute() : PlacementAttribute(new PlacedByBytes());

/// <summary>The strategy of <see cref="PlacedByBytesAttribute"/>.</summary>
[GenerateSerializer, Immutable, Alias("Grid.PlacedByBytes")]
public sealed class PlacedByBytes : PlacementStrategy;
