using Grid.Query;

namespace Grid.Abstractions;

/// <summary>What a partition or a combiner has of a scan: its state, or a fault, or nothing yet.</summary>
/// <param name="State">The state; null until all is done.</param>
/// <param name="Done">How many partitions are done.</param>
/// <param name="Fault">Why there will be no state.</param>
[GenerateSerializer, Immutable, Alias("Grid.ScanReply")]
public sealed record ScanReply(
    [property: Id(0)] Encoded<AggregateState>? State,
    [property: Id(1)] int Done,
    [property: Id(2)] Fault? Fault = null) : IPollReply
{
    /// <summary>How many of those were not read, as no row of them could meet the scan's condition.</summary>
    [Id(3)]
    public int Skipped { get; init; }

    /// <summary>How many of those told from what they know of themselves, or of an earlier scan: no row of them was looked at.</summary>
    [Id(4)]
    public int Known { get; init; }

    /// <summary>How many groups the state has, where it stays where it is: <see cref="State"/> only tells how many there are about.</summary>
    [Id(5)]
    public long? Held { get; init; }

    /// <inheritdoc/>
    public bool IsOver => State is not null || Fault is not null;
}
