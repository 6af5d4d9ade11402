namespace Grid.Abstractions;

/// <summary>What a compute thread did, or does: one job, or several short ones of a kind that came one right after the other.</summary>
/// <param name="Thread">Which of the silo's compute threads, from 0.</param>
/// <param name="Kind">What it worked at.</param>
/// <param name="Start">When it began: microseconds since 1970, by the silo's clock.</param>
/// <param name="Length">How long it took, or has taken so far, in microseconds.</param>
/// <param name="Of">For whom: the run of a query, or the key of a trial; null for nobody that has a name.</param>
/// <param name="Partition">The key of the partition, of several the first; null for none.</param>
/// <param name="Rows">How many rows it was over; null where that is not known.</param>
/// <param name="Jobs">How many jobs it was.</param>
[GenerateSerializer, Immutable, Alias("Grid.WorkItem")]
public sealed record WorkItem(
    [property: Id(0)] int Thread,
    [property: Id(1)] WorkKind Kind,
    [property: Id(2)] long Start,
    [property: Id(3)] long Length,
    [property: Id(4)] string? Of,
    [property: Id(5)] string? Partition,
    [property: Id(6)] long? Rows,
    [property: Id(7)] int Jobs);
