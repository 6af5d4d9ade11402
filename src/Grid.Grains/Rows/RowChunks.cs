using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>The rows that a reader takes from a partition, in chunks, at least one. Of sorted rows, a chunk is made when it is asked for.</summary>
internal sealed class RowChunks : IDisposable
{
    private readonly IReadOnlyList<RecordBatch> _chunks;
    private readonly SortedRows? _sorted;
    private readonly int _sortedRows;

    /// <summary>Of rows that are there.</summary>
    public RowChunks(IReadOnlyList<RecordBatch> chunks) => _chunks = chunks;

    private RowChunks(SortedRows sorted, int bytes) => (_chunks, _sorted, _sortedRows) = ([], sorted, sorted.RowsOf(bytes));

    /// <summary>Told when nobody reads them any more; null for nobody.</summary>
    public Action? Ended { get; set; }

    /// <summary>Whether a chunk is to be made on a compute thread.</summary>
    public bool IsSorted => _sorted is not null;

    /// <summary>The rows of a chunk from a row on, and whether there are no more.</summary>
    public (RecordBatch Rows, bool IsLast) From(long firstRow)
    {
        if (_sorted is not null)
        {
            int count = (int)Math.Min(_sortedRows, _sorted.Count - firstRow);
            return (_sorted.Take((int)firstRow, count), firstRow + count == _sorted.Count);
        }
        int at = 0;
        while (at < _chunks.Count - 1 && firstRow >= _chunks[at].Length)
            firstRow -= _chunks[at++].Length;
        var chunk = _chunks[at];
        return (firstRow == 0 ? chunk : chunk.Slice((int)firstRow, chunk.Length - (int)firstRow), at == _chunks.Count - 1);
    }

    /// <summary>The same with those of later rows behind them, none of which are sorted.</summary>
    public RowChunks Then(RowChunks later) => new([.. _chunks, .. later._chunks]);

    /// <summary>Lets go of them.</summary>
    public void Dispose() => Ended?.Invoke();

    /// <summary>Takes the rows of a table and cuts them into chunks that a message holds. For compute threads.</summary>
    public static RowChunks Cut(PartitionTable table, FrameRows rows, IReadOnlyList<JoinSide> sides, RowsSpec asked, CancellationToken cancellation)
    {
        if (asked.SortedBytes > 0)
            return new RowChunks(SortedRows.Of(table, rows, sides, cancellation), asked.SortedBytes);
        var chunks = new List<RecordBatch>();
        foreach (var taken in rows.Take(table, cancellation, sides))
        {
            var batch = asked.Cut?.Of(taken, rows.Schema, cancellation) ?? taken;
            long inAChunk = Math.Max(1, BytesChunk.Size * (long)batch.Length / Math.Max(1, batch.ByteSize));
            for (int start = 0; start == 0 || start < batch.Length;)
            {
                int count = (int)Math.Min(inAChunk, batch.Length - start);
                chunks.Add(batch.Slice(start, count));
                start += Math.Max(1, count);
            }
        }
        return new RowChunks(chunks);
    }
}
