namespace Grid.Abstractions;

/// <summary>What a share of the other side of a join has come to.</summary>
[GenerateSerializer, Immutable, Alias("Grid.JoinShareReply")]
public sealed record JoinShareReply : IPollReply
{
    /// <summary>Whether what was asked for is done.</summary>
    [Id(0)]
    public bool IsDone { get; init; }

    /// <summary>Which share it is: one that is read anew is another.</summary>
    [Id(1)]
    public string? Id { get; init; }

    /// <summary>How many rows the most frequent key of the share has, once it is read.</summary>
    [Id(2)]
    public int Most { get; init; }

    /// <summary>Whether the silo lost it, or something that it needed, and all is to be asked for anew.</summary>
    [Id(3)]
    public bool IsLost { get; init; }

    /// <inheritdoc/>
    [Id(4)]
    public Fault? Fault { get; init; }

    /// <inheritdoc/>
    public bool IsOver => IsDone || IsLost || Fault is not null;
}
