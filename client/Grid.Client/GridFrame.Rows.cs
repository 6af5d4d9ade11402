using Grid.Columns;
using Grid.Grains;
using Grid.Query;

namespace Grid.Client;

/// <content>Rows as partitions hold them, for what sends them on.</content>
public sealed partial class GridFrame
{
    /// <summary>This frame with further transforms.</summary>
    internal GridFrame With(IReadOnlyList<Transform> transforms) => new(_dataset, [.. _transforms, .. transforms]);

    /// <summary>The logical columns of the rows, and how they are read. The frame is persisted if it is not.</summary>
    internal Task<(Schema Schema, RowsSpec Rows)> RowsAsync(CancellationToken cancellation) => CollectedAsync(cancellation);

    /// <summary>The partitions, in the order of their rows.</summary>
    internal Task<IReadOnlyList<string>> PartitionsAsync(CancellationToken cancellation) => _dataset.PartitionsAsync(cancellation);

    /// <summary>The files that a partition is of.</summary>
    internal Task<IReadOnlyList<string>> FilesOfAsync(string partition, CancellationToken cancellation) => DatasetRows.FilesOfAsync(_dataset.Grains, partition, cancellation);

    /// <summary>The rows of a partition as they come, some megabytes at a time, in encodings of the partition's own.</summary>
    internal IAsyncEnumerable<RecordBatch> RowsOfAsync(string partition, RowsSpec rows, CancellationToken cancellation) =>
        DatasetRows.StreamAsync(_dataset.Grains, partition, rows, cancellation);
}
