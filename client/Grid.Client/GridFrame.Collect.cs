using System.Runtime.CompilerServices;
using Grid.Columns;
using Grid.Grains;
using Grid.Query;

namespace Grid.Client;

/// <content>Rows as record batches of Apache.Arrow's.</content>
public sealed partial class GridFrame
{
    /// <summary>Rows of a batch of a sorted frame, but the last.</summary>
    private const int RowsOfBatch = 1 << 14;

    /// <summary>
    /// All rows, in their order, as record batches of Apache.Arrow's. The frame is persisted if it is not.
    /// <code>
    /// foreach (var batch in await trips.Filter("fare_amount > 0").CollectAsync())
    ///     Sum(((Apache.Arrow.DoubleArray)batch.Column("fare_amount")).Values);
    /// </code>
    /// </summary>
    /// <param name="encoded">
    /// False for plain arrays of the logical types, the same in every batch: Int64Array, DoubleArray, StringArray and so on. True for what the partitions hold, over
    /// the same memory and without a copy: dictionary arrays and narrow integers, which may differ from batch to batch; of a sorted frame, copies in plain arrays all the same.
    /// </param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>At least one batch: of a table without rows, one without.</returns>
    /// <exception cref="QuestionException">A transform names an unknown column, is malformed, or does not fit the types.</exception>
    public async Task<IReadOnlyList<Apache.Arrow.RecordBatch>> CollectAsync(bool encoded = false, CancellationToken cancellation = default)
    {
        var (schema, rows) = await CollectedAsync(cancellation).ConfigureAwait(false);
        if (SortedReading.IsSorted(_transforms))
        {
            var sorted = new List<Apache.Arrow.RecordBatch>();
            await foreach (var batch in StreamAsync(encoded, cancellation).ConfigureAwait(false))
                sorted.Add(batch);
            return sorted;
        }
        var batches = await _dataset.ReadAsync(rows, cancellation).ConfigureAwait(false);
        var filled = batches.Where(batch => batch.Length > 0).DefaultIfEmpty(batches[0]);
        return await Task.Run(() => filled.Select(batch => Collected(batch, schema, encoded)).ToArray(), cancellation).ConfigureAwait(false);
    }

    /// <summary>The same as they come, some megabytes at a time.</summary>
    /// <param name="encoded">As <see cref="CollectAsync"/> takes it.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="QuestionException">A transform names an unknown column, is malformed, or does not fit the types.</exception>
    public async IAsyncEnumerable<Apache.Arrow.RecordBatch> StreamAsync(bool encoded = false, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (schema, rows) = await CollectedAsync(cancellation).ConfigureAwait(false);
        RecordBatch? none = null;
        bool hasRows = false;
        if (SortedReading.IsSorted(_transforms))
        {
            await foreach (var block in SortedReading.ReadAsync(_dataset, rows.Transforms, null, RowsOfBatch, cancellation).ConfigureAwait(false))
            {
                hasRows = true;
                yield return block.Take(schema).ToArrow();
            }
            if (!hasRows)
                yield return new MergedRows(0).Take(schema).ToArrow();
            yield break;
        }
        foreach (string partition in await _dataset.PartitionsAsync(cancellation).ConfigureAwait(false))
        {
            await foreach (var batch in DatasetRows.StreamAsync(_dataset.Grains, partition, rows, cancellation).ConfigureAwait(false))
            {
                none ??= batch.Slice(0, 0);
                hasRows |= batch.Length > 0;
                if (batch.Length > 0)
                    yield return Collected(batch, schema, encoded);
            }
        }
        if (!hasRows && none is not null)
            yield return Collected(none, schema, encoded);
    }

    private async Task<(Schema Schema, RowsSpec Rows)> CollectedAsync(CancellationToken cancellation)
    {
        Check(new HeadQuestion(1));
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        var transforms = await FittedAsync(cancellation).ConfigureAwait(false);
        return (FrameRows.Of(SourceSchema, transforms).Schema, new RowsSpec(transforms, null));
    }

    private static Apache.Arrow.RecordBatch Collected(RecordBatch batch, Schema schema, bool encoded) => encoded
        ? batch.ToArrow()
        : new RecordBatch(schema, batch.Columns.Select((column, i) => PlainColumn.Of(column, schema[i].Logical)), batch.Length).ToArrow();
}
