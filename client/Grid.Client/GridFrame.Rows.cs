using System.Runtime.CompilerServices;
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

    /// <summary>The rows in the order that the frame is sorted by, as they come, in plain columns.</summary>
    /// <param name="schema">The columns, as <see cref="RowsAsync"/> gives them.</param>
    /// <param name="rows">How they are read, as it gives that.</param>
    /// <param name="cancellation">Ends the reading.</param>
    internal async IAsyncEnumerable<RecordBatch> SortedRowsAsync(Schema schema, RowsSpec rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var block in SortedReading.ReadAsync(_dataset, rows.Transforms, null, RowsOfBatch, cancellation).ConfigureAwait(false))
            yield return block.Take(schema);
    }

    /// <summary>The rows of a partition as they come, some megabytes at a time, in encodings of the partition's own.</summary>
    internal IAsyncEnumerable<RecordBatch> RowsOfAsync(string partition, RowsSpec rows, CancellationToken cancellation) =>
        DatasetRows.StreamAsync(_dataset.Grains, partition, rows, cancellation);
}
