namespace Grid.Abstractions;

/// <summary>A scan over some partitions of one silo.</summary>
/// <param name="Scan">What to compute of each.</param>
/// <param name="Partitions">Their keys, in the order of their rows.</param>
/// <param name="IsOnDemand">Whether they let go of their rows when others need the room.</param>
[GenerateSerializer, Immutable, Alias("Grid.CombineRequest")]
public sealed record CombineRequest(
    [property: Id(0)] ScanRequest Scan,
    [property: Id(1)] IReadOnlyList<string> Partitions,
    [property: Id(2)] bool IsOnDemand = false)
{
    /// <summary>Above how many groups a state stays where it is, for each silo to take a part of it; null where it is given as it is.</summary>
    [Id(3)]
    public long? MostGroups { get; init; }

    /// <summary>By the hash of how many of its first keys it is cut then.</summary>
    [Id(4)]
    public int Keys { get; init; }
}
