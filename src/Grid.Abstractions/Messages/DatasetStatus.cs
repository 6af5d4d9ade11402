using Grid.Columns;
using Grid.Sources;

namespace Grid.Abstractions;

/// <summary>A dataset as an observer sees it.</summary>
[GenerateSerializer, Immutable, Alias("Grid.DatasetStatus")]
public sealed record DatasetStatus : IPollReply
{
    /// <summary>Counts the changes; for the next observation.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Where the dataset is in its life.</summary>
    [Id(1)]
    public DatasetPhase Phase { get; init; }

    /// <summary>The logical columns; as planned at first, and as widened once loaded. Null before the plan.</summary>
    [Id(2)]
    public Encoded<Schema>? Schema { get; init; }

    /// <summary>How many files there are.</summary>
    [Id(3)]
    public int Files { get; init; }

    /// <summary>How many partitions there are.</summary>
    [Id(4)]
    public int Partitions { get; init; }

    /// <summary>How many of them are loaded.</summary>
    [Id(5)]
    public int PartitionsReady { get; init; }

    /// <summary>Bytes of the source in all.</summary>
    [Id(6)]
    public long BytesTotal { get; init; }

    /// <summary>Bytes of the source that are read.</summary>
    [Id(7)]
    public long BytesRead { get; init; }

    /// <summary>Rows in the partitions that are loaded.</summary>
    [Id(8)]
    public long Rows { get; init; }

    /// <summary>Bytes of memory that those partitions hold.</summary>
    [Id(9)]
    public long BytesHeld { get; init; }

    /// <summary>Seconds of loading so far, or in all.</summary>
    [Id(10)]
    public double Seconds { get; init; }

    /// <summary>Why it failed.</summary>
    [Id(11)]
    public Fault? Fault { get; init; }

    /// <summary>What was decided that may not be expected: by the plan at first, and by all values once loaded. Null before the plan.</summary>
    [Id(12)]
    public Encoded<SourceNotes>? Notes { get; init; }

    /// <summary>How the columns lie in memory. Null until loaded.</summary>
    [Id(13)]
    public Encoded<TableStorage>? Storage { get; init; }

    /// <summary>Whether the files hold columns by themselves, so that some can be read without the others.</summary>
    [Id(14)]
    public bool IsColumnar { get; init; }

    /// <summary>What was said where the rows do not fit in memory, and columns are read when they are asked for. Null where all are in memory.</summary>
    [Id(15)]
    public OnDemand? OnDemand { get; init; }

    /// <summary>Whether columns are read when they are asked for, be it that all would fit or not.</summary>
    [Id(16)]
    public bool IsLazy { get; init; }

    /// <summary>Whether it stays as it is until something else is asked of it.</summary>
    public bool IsOver => Phase is not (DatasetPhase.Planning or DatasetPhase.Loading);
}
