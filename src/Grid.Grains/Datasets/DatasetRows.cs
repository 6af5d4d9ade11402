using Grid.Columns;

namespace Grid.Grains;

/// <summary>Reads rows of a loaded dataset from its partitions.</summary>
public static class DatasetRows
{
    /// <summary>The rows of a partition, in order, at least one batch.</summary>
    /// <param name="grains">The way to the grains.</param>
    /// <param name="partition">The partition's key.</param>
    /// <param name="rows">Which rows and columns.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Grid.Query.QuestionException">A column is not known, or an expression is malformed.</exception>
    public static async Task<IReadOnlyList<RecordBatch>> ReadAsync(
        IGrainFactory grains, string partition, Encoded<RowsSpec> rows, CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IPartitionGrain>(partition);
        var batches = new List<RecordBatch>();
        string reader = Guid.NewGuid().ToString("N");
        long read = 0;
        while (true)
        {
            var request = new RowsRequest(reader, rows, read);
            var reply = await grain.ReadRowsAsync(request, cancellation);
            if (reply.Fault is { } fault)
                throw fault.ToException();
            if (reply.Batch is not { } batch)
                continue;
            batches.Add(batch.Value);
            read += batch.Value.Length;
            if (reply.IsLast)
                return batches;
        }
    }
}
