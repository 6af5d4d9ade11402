using Grid.Columns;
using Grid.Sources;

namespace Grid.Abstractions;

/// <summary>A partition while it loads, and when that is over.</summary>
[GenerateSerializer, Immutable, Alias("Grid.PartitionStatus")]
public sealed record PartitionStatus : IPollReply
{
    /// <summary>Counts the changes; for the next ask.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Whether the rows are in memory as specified.</summary>
    [Id(1)]
    public bool IsReady { get; init; }

    /// <summary>Bytes of the source that are read.</summary>
    [Id(2)]
    public long BytesRead { get; init; }

    /// <summary>How many rows there are, once ready.</summary>
    [Id(3)]
    public long Rows { get; init; }

    /// <summary>Bytes of memory that they take, once ready.</summary>
    [Id(4)]
    public long BytesHeld { get; init; }

    /// <summary>The logical columns as found: those asked for, or wider. Null until ready.</summary>
    [Id(5)]
    public Encoded<Schema>? Schema { get; init; }

    /// <summary>The silo that holds the rows.</summary>
    [Id(6)]
    public string Silo { get; init; } = "";

    /// <summary>Why it failed.</summary>
    [Id(7)]
    public Fault? Fault { get; init; }

    /// <summary>What of the values may not be expected. Null until ready.</summary>
    [Id(8)]
    public Encoded<SourceNotes>? Notes { get; init; }

    /// <summary>How the columns lie in memory. Null until ready.</summary>
    [Id(9)]
    public Encoded<TableStorage>? Storage { get; init; }

    /// <inheritdoc/>
    public bool IsOver => IsReady || Fault is not null;
}
