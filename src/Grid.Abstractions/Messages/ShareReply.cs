using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A share of groups after a step, or nothing yet.</summary>
[GenerateSerializer, Immutable, Alias("Grid.ShareReply")]
public sealed record ShareReply : IPollReply
{
    /// <summary>Whether the step is done.</summary>
    [Id(0)]
    public bool IsDone { get; init; }

    /// <summary>What is to be computed next; null where all groups are taken.</summary>
    [Id(1)]
    public Encoded<Scan>? Next { get; init; }

    /// <summary>Whether that is because products leave the range of doubles.</summary>
    [Id(2)]
    public bool IsFar { get; init; }

    /// <summary>How many groups there are; after the last step, how many the answer has of them.</summary>
    [Id(3)]
    public long Groups { get; init; }

    /// <summary>Of which types their figures are.</summary>
    [Id(4)]
    public Encoded<Answer>? Types { get; init; }

    /// <summary>Whether groups were lost, and all is to be asked anew.</summary>
    [Id(5)]
    public bool IsLost { get; init; }

    /// <summary>Why there will be no answer.</summary>
    [Id(6)]
    public Fault? Fault { get; init; }

    /// <inheritdoc/>
    public bool IsOver => IsDone || IsLost || Fault is not null;
}
