namespace Grid.Abstractions;

/// <summary>What a compute thread works at.</summary>
[GenerateSerializer, Alias("Grid.WorkKind")]
public enum WorkKind
{
    /// <summary>What is not told apart: plans, rehearsals, files that are encoded.</summary>
    Other,

    /// <summary>A pass over the rows of a partition.</summary>
    Scan,

    /// <summary>States of partitions that are merged, and answers that are made of them.</summary>
    Merge,

    /// <summary>Rows that are read from their source.</summary>
    Load,

    /// <summary>Rows that are made training data.</summary>
    Prepare,

    /// <summary>A trial of a study, or a part of the best candidate's model.</summary>
    Trial,
}
