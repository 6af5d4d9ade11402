using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>A chunk of the rows that a share of the other side of a join has of some keys, or nothing yet.</summary>
/// <param name="Batch">The rows, some megabytes of them; null where they are not there yet: ask again.</param>
/// <param name="IsLast">Whether there are no more.</param>
[GenerateSerializer, Immutable, Alias("Grid.JoinRowsReply")]
public sealed record JoinRowsReply([property: Id(0)] Encoded<RecordBatch>? Batch, [property: Id(1)] bool IsLast) : IPollReply
{
    /// <summary>Whether the share is lost, and is to be read anew.</summary>
    [Id(2)]
    public bool IsLost { get; init; }

    /// <inheritdoc/>
    [Id(3)]
    public Fault? Fault { get; init; }

    /// <inheritdoc/>
    public bool IsOver => Batch is not null || IsLost || Fault is not null;
}
