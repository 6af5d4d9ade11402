namespace Grid.Abstractions;

/// <summary>What a silo holds of a dataset.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Partitions">How many of its partitions are in the silo's memory.</param>
/// <param name="Bytes">Bytes that they take.</param>
[GenerateSerializer, Immutable, Alias("Grid.HeldDataset")]
public sealed record HeldDataset([property: Id(0)] string Dataset, [property: Id(1)] int Partitions, [property: Id(2)] long Bytes);
