using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>A chunk of a partition's rows, or nothing yet.</summary>
/// <param name="Batch">The rows, some megabytes of them; null where they are not there yet: ask again.</param>
/// <param name="IsLast">Whether there are no more.</param>
/// <param name="Fault">Why there will be none.</param>
[GenerateSerializer, Immutable, Alias("Grid.RowsReply")]
public sealed record RowsReply(
    [property: Id(0)] Encoded<RecordBatch>? Batch,
    [property: Id(1)] bool IsLast,
    [property: Id(2)] Fault? Fault = null) : IPollReply
{
    /// <inheritdoc/>
    public bool IsOver => Batch is not null || Fault is not null;
}
