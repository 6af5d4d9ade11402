using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>The rows that a reader takes from a partition, in chunks, at least one.</summary>
internal static class RowChunks
{
    /// <summary>The rows of a chunk from a row on, and whether there are no more.</summary>
    public static (RecordBatch Rows, bool IsLast) From(IReadOnlyList<RecordBatch> chunks, long firstRow)
    {
        int at = 0;
        while (at < chunks.Count - 1 && firstRow >= chunks[at].Length)
            firstRow -= chunks[at++].Length;
        var chunk = chunks[at];
        return (firstRow == 0 ? chunk : chunk.Slice((int)firstRow, chunk.Length - (int)firstRow), at == chunks.Count - 1);
    }

    /// <summary>Takes the rows of a table and cuts them into chunks that a message holds. For compute threads.</summary>
    public static IReadOnlyList<RecordBatch> Cut(PartitionTable table, RowsSpec rows, CancellationToken cancellation)
    {
        var chunks = new List<RecordBatch>();
        foreach (var batch in FrameRows.Of(table.Schema, rows.Transforms, rows.Columns).Take(table, cancellation))
        {
            long inAChunk = Math.Max(1, BytesChunk.Size * (long)batch.Length / Math.Max(1, batch.ByteSize));
            for (int start = 0; start == 0 || start < batch.Length;)
            {
                int count = (int)Math.Min(inAChunk, batch.Length - start);
                chunks.Add(batch.Slice(start, count));
                start += Math.Max(1, count);
            }
        }
        return chunks;
    }
}
