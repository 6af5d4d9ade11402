using System.Collections.Concurrent;
using Grid.Columns;
using Grid.Sources;

namespace Grid.Client;

/// <content>Rows of the caller's own.</content>
public sealed partial class GridClient
{
    private readonly ConcurrentBag<BatchSpool> _spools = [];

    /// <summary>Makes a frame of record batches of Apache.Arrow's, as <see cref="FromBatchesAsync(IAsyncEnumerable{Apache.Arrow.RecordBatch}, string?, CancellationToken)"/> does.</summary>
    /// <param name="batches">The batches, in the order of their rows: at least one, which may be without rows; all of the same columns, in any encoding.</param>
    /// <param name="path">Where the rows are kept; null for a temporary file of this machine.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    public Task<GridFrame> FromBatchesAsync(IEnumerable<Apache.Arrow.RecordBatch> batches, string? path = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return FromBatchesAsync(BatchSpool.Of(batches, cancellation), path, cancellation);
    }

    /// <summary>
    /// Makes a frame of record batches of Apache.Arrow's. Their rows are written to an Arrow file, which the frame is loaded from, and again
    /// where a silo is lost: a temporary file that goes with the frame or this grid, where the silos run on this machine; on others, one that
    /// they can read too, which <paramref name="path"/> names and which stays. Batches are taken one after the other; what is in them may
    /// be disposed of once the next one is asked for.
    /// </summary>
    /// <param name="batches">The batches, in the order of their rows: at least one, which may be without rows; all of the same columns, in any encoding.</param>
    /// <param name="path">Where the rows are kept, such as <c>s3://bucket/rows.arrow</c>; null for a temporary file of this machine.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    /// <exception cref="ArgumentException">There is no batch, or one has other columns than the first.</exception>
    /// <exception cref="ArrowFormatException">A batch is damaged, or has a column of a type that Grid does not hold.</exception>
    /// <exception cref="OutputException">The rows cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The silos may be on other machines, and no path is given.</exception>
    public async Task<GridFrame> FromBatchesAsync(IAsyncEnumerable<Apache.Arrow.RecordBatch> batches, string? path = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (path is null && !_host.IsOfThisMachine)
            throw new InvalidOperationException("The silos may be on other machines, which read no temporary file of this one: say where the rows are kept, such as path: \"s3://bucket/rows.arrow\".");
        var spool = await Task.Run(() => BatchSpool.WriteAsync(batches, path, cancellation), cancellation).ConfigureAwait(false);
        _spools.Add(spool);
        try
        {
            return await ReadAsync([spool.Path], null, spool, cancellation).ConfigureAwait(false);
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }
}
