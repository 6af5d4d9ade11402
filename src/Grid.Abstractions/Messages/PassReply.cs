using Grid.Query;

namespace Grid.Abstractions;

/// <summary>What a partition or a combiner has of a pass: its partial, or a fault, or nothing yet.</summary>
/// <param name="Partial">The partial; null until all is done.</param>
/// <param name="Done">How many partitions are done.</param>
/// <param name="Fault">Why there will be no partial.</param>
[GenerateSerializer, Immutable, Alias("Grid.PassReply")]
public sealed record PassReply(
    [property: Id(0)] Encoded<Partial>? Partial,
    [property: Id(1)] int Done,
    [property: Id(2)] Fault? Fault = null);
