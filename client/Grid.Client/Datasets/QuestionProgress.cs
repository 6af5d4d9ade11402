namespace Grid.Client;

/// <summary>How far a question has come. How many scans it takes depends on the data (exact percentiles narrow down).</summary>
/// <param name="Scan">Which scan over the data is under way, from 1; 0 before the first.</param>
/// <param name="PartitionsDone">How many partitions are done with it.</param>
/// <param name="Partitions">How many partitions there are.</param>
public sealed record QuestionProgress(int Scan, int PartitionsDone, int Partitions)
{
    /// <summary>How many partitions the latest scan did not read, as what the files say of their columns rules out that a row of them meets the filter.</summary>
    public int PartitionsSkipped { get; init; }

    /// <summary>How many partitions told the latest scan from what they know of an earlier one, without a look at their rows.</summary>
    public int PartitionsKnown { get; init; }

    internal static QuestionProgress From(QueryStatus status) =>
        new(status.Scan, status.PartitionsDone, status.Partitions) { PartitionsSkipped = status.PartitionsSkipped, PartitionsKnown = status.PartitionsKnown };
}
