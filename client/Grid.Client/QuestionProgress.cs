namespace Grid.Client;

/// <summary>How far a question has come. How many passes it takes depends on the data (exact percentiles narrow down).</summary>
/// <param name="Pass">Which pass over the data is under way, from 1; 0 before the first.</param>
/// <param name="PartitionsDone">How many partitions are done with it.</param>
/// <param name="Partitions">How many partitions there are.</param>
public sealed record QuestionProgress(int Pass, int PartitionsDone, int Partitions)
{
    internal static QuestionProgress From(QueryStatus status) => new(status.Pass, status.PartitionsDone, status.Partitions);
}
