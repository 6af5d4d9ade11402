using System.Runtime.CompilerServices;
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
        var batches = new List<RecordBatch>();
        await foreach (var batch in StreamAsync(grains, partition, rows, cancellation))
            batches.Add(batch);
        return batches;
    }

    /// <summary>The same as they come, some megabytes at a time.</summary>
    /// <param name="grains">The way to the grains.</param>
    /// <param name="partition">The partition's key.</param>
    /// <param name="rows">Which rows and columns.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Grid.Query.QuestionException">A column is not known, or an expression is malformed.</exception>
    public static async IAsyncEnumerable<RecordBatch> StreamAsync(
        IGrainFactory grains, string partition, Encoded<RowsSpec> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IPartitionGrain>(partition);
        string reader = Guid.NewGuid().ToString("N");
        long read = 0;
        while (true)
        {
            var request = new RowsRequest(reader, rows, read);
            var reply = await LongPoll.UntilOverAsync<RowsReply>(_ => grain.ReadRowsAsync(request, cancellation));
            var batch = reply.Batch!.Value;
            read += batch.Length;
            yield return batch;
            if (reply.IsLast)
                yield break;
        }
    }

    /// <summary>The files, or objects of a bucket, that a partition is of.</summary>
    /// <param name="grains">The way to the grains.</param>
    /// <param name="partition">The partition's key.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<IReadOnlyList<string>> FilesOfAsync(IGrainFactory grains, string partition, CancellationToken cancellation)
    {
        var key = PartitionKey.Parse(partition);
        var spec = await grains.GetGrain<IDatasetGrain>(key.Dataset).GetPartitionAsync(key.Load, key.Index, cancellation);
        return [.. spec.Split.Value.InFiles().Select(split => split.Path)];
    }
}
