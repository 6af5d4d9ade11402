using Grid.Columns;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>A loaded dataset: all that it takes to load any partition of it again and to get the same rows.</summary>
/// <param name="Load">The name of the load.</param>
/// <param name="Schema">The logical columns, as wide as the data needs.</param>
/// <param name="Options">How the source is read.</param>
/// <param name="Partitions">The partitions, in the order of their rows.</param>
/// <param name="Seconds">How long the load took.</param>
/// <param name="Notes">What was decided that may not be expected.</param>
/// <param name="Storage">How the columns lie in memory, or in the files where they are read when they are asked for; null in manifests of before, and where nothing says it.</param>
/// <param name="OnDemand">Why columns are read when they are asked for; null where all are in memory, or would fit.</param>
/// <param name="IsLazy">Whether columns are read when they are asked for, though all would fit.</param>
/// <param name="ColumnBytes">Bytes of memory that each column takes, or is expected to; null in manifests of before.</param>
internal sealed record Manifest(
    string Load, Schema Schema, CsvOptions Options, IReadOnlyList<ManifestPartition> Partitions, double Seconds, SourceNotes? Notes = null, TableStorage? Storage = null, OnDemand? OnDemand = null,
    bool IsLazy = false, IReadOnlyList<long>? ColumnBytes = null)
{
    /// <summary>Whether partitions let go of their rows when others need the room.</summary>
    public bool IsOnDemand => IsLazy || OnDemand is not null;

    /// <summary>All that it takes to load a partition again.</summary>
    /// <param name="partition">One of the partitions.</param>
    /// <param name="schema">The schema, as it goes with every partition.</param>
    public PartitionSpec SpecOf(ManifestPartition partition, Encoded<Schema> schema)
    {
        var spec = new PartitionSpec(partition.Split, Options, schema, partition.FirstRow, partition.BytesHeld);
        return !IsOnDemand ? spec : spec with { IsOnDemand = true, IsCached = OnDemand is not null, Rows = partition.Rows, ColumnBytes = Shares(partition.BytesHeld) };
    }

    // As the columns of the whole dataset share in its bytes.
    private long[]? Shares(long bytes)
    {
        double all = ColumnBytes?.Sum(column => (double)column) ?? 0;
        return all == 0 ? null : [.. ColumnBytes!.Select(column => Math.Max(1, (long)(column / all * bytes)))];
    }
}
