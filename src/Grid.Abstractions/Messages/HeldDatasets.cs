namespace Grid.Abstractions;

/// <summary>What a silo holds.</summary>
/// <param name="All">A dataset each.</param>
[GenerateSerializer, Immutable, Alias("Grid.HeldDatasets")]
public sealed record HeldDatasets([property: Id(0)] IReadOnlyList<HeldDataset> All);
