namespace Grid.Abstractions;

/// <summary>That a dataset is not held in memory, and why.</summary>
/// <param name="Needed">Bytes of memory that all rows would take: as estimated, or as found.</param>
/// <param name="Given">Bytes that were left for them.</param>
/// <param name="Cache">The folder in which columns are kept that were read once; null for none.</param>
[GenerateSerializer, Immutable, Alias("Grid.OnDemand")]
public sealed record OnDemand([property: Id(0)] long Needed, [property: Id(1)] long Given, [property: Id(2)] string? Cache);
