namespace Grid.Abstractions;

/// <summary>A scan over some partitions of one silo.</summary>
/// <param name="Scan">What to compute of each.</param>
/// <param name="Partitions">Their keys, in the order of their rows.</param>
[GenerateSerializer, Immutable, Alias("Grid.CombineRequest")]
public sealed record CombineRequest(
    [property: Id(0)] ScanRequest Scan,
    [property: Id(1)] IReadOnlyList<string> Partitions);
