namespace Grid.Client;

/// <summary>How far a question has come. How many scans it takes depends on the data (exact percentiles narrow down).</summary>
/// <param name="Scan">Which scan over the data is under way, from 1; 0 before the first.</param>
/// <param name="PartitionsDone">How many partitions are done with it.</param>
/// <param name="Partitions">How many partitions there are.</param>
public sealed record QuestionProgress(int Scan, int PartitionsDone, int Partitions)
{
    internal static QuestionProgress From(QueryStatus status) => new(status.Scan, status.PartitionsDone, status.Partitions);
}
