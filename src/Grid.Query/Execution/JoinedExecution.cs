namespace Grid.Query;

/// <summary>A question about joined rows: whatever it asks of the partitions, these join first.</summary>
internal sealed class JoinedExecution(Execution execution, IReadOnlyList<JoinStep> joins) : Execution
{
    public override Scan? NextScan => execution.NextScan is { } scan ? new JoinedScan(joins, scan) : null;

    public override GroupSharing? Sharing => execution.Sharing;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        execution.Workers = Workers;
        execution.Accept(mergedOfAllPartitions);
    }

    public override Answer Finish()
    {
        execution.Workers = Workers;
        return execution.Finish();
    }
}
