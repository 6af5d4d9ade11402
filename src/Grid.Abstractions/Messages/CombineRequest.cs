namespace Grid.Abstractions;

/// <summary>A scan over some partitions of one silo.</summary>
/// <param name="Scan">What to compute of each.</param>
/// <param name="Partitions">Their keys, in the order of their rows.</param>
/// <param name="IsOnDemand">Whether they let go of their rows when others need the room.</param>
[GenerateSerializer, Immutable, Alias("Grid.CombineRequest")]
public sealed record CombineRequest(
    [property: Id(0)] ScanRequest Scan,
    [property: Id(1)] IReadOnlyList<string> Partitions,
    [property: Id(2)] bool IsOnDemand = false);
