using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A question while it is answered, and when that is over.</summary>
[GenerateSerializer, Immutable, Alias("Grid.QueryStatus")]
public sealed record QueryStatus : IPollReply
{
    /// <summary>Counts the changes; for the next ask.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Which scan is under way, from 1; 0 before the first.</summary>
    [Id(1)]
    public int Scan { get; init; }

    /// <summary>How many partitions are done with it.</summary>
    [Id(2)]
    public int PartitionsDone { get; init; }

    /// <summary>How many partitions there are.</summary>
    [Id(3)]
    public int Partitions { get; init; }

    /// <summary>How many of them the latest scan did not read, as no row of them could meet its condition.</summary>
    [Id(7)]
    public int PartitionsSkipped { get; init; }

    /// <summary>How many of them told from what they know, for the latest scan, without a look at their rows.</summary>
    [Id(8)]
    public int PartitionsKnown { get; init; }

    /// <summary>The answer, once it is there; of very many groups, the first of them.</summary>
    [Id(4)]
    public Encoded<Answer>? Answer { get; init; }

    /// <summary>Why there will be none.</summary>
    [Id(5)]
    public Fault? Fault { get; init; }

    /// <summary>How many groups the answer has in all, where they come in pieces.</summary>
    [Id(6)]
    public long? Groups { get; init; }

    /// <inheritdoc/>
    public bool IsOver => Answer is not null || Fault is not null;
}
