namespace Grid.Client;

/// <summary>How far a save has come.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="Bytes">Bytes written.</param>
/// <param name="PartitionsDone">Partitions whose rows are written.</param>
/// <param name="Partitions">Partitions in all.</param>
public sealed record SaveProgress(long Rows, long Bytes, int PartitionsDone, int Partitions)
{
    /// <summary>About what share is done, 0 to 1.</summary>
    public double Share => Partitions == 0 ? 1 : (double)PartitionsDone / Partitions;
}
