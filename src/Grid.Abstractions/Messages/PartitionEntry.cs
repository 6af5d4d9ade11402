namespace Grid.Abstractions;

/// <summary>A partition in a manifest.</summary>
/// <param name="Key">The partition grain's key.</param>
/// <param name="Silo">The silo that held it when it was loaded: a hint of where to merge, right or wrong.</param>
[GenerateSerializer, Immutable, Alias("Grid.PartitionEntry")]
public sealed record PartitionEntry([property: Id(0)] string Key, [property: Id(1)] string Silo);
