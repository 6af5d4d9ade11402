using System.Numerics;

namespace Grid.Query;

/// <summary>The first kept rows from a position in the dataset on.</summary>
internal sealed class HeadScan : Scan
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _columns;
    private readonly long _from;
    private readonly int _count;
    private readonly ulong[]? _positions;

    private HeadScan(ExpressionGraph graph, int filter, int[] columns, long from, int count, ulong[]? positions) =>
        (_graph, _filter, _columns, _from, _count, _positions) = (graph, filter, columns, from, count, positions);

    /// <summary>Of rows from a position on, or of those at some positions, which ascend.</summary>
    public HeadScan(Expression? filter, IReadOnlyList<Expression> columns, long from, int count, ulong[]? positions)
    {
        (_graph, _from, _count, _positions) = (new ExpressionGraph(), from, count, positions);
        (_filter, _columns) = (_graph.AddOptional(filter), [.. columns.Select(_graph.Add)]);
    }

    internal override ExpressionGraph Expressions => _graph;

    internal override int FilterNode => _filter;

    private protected override ScanKind Kind => ScanKind.Head;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var rows = new List<HeadRow>();
        long first = table.FirstRow, weight = 0;
        foreach (var batch in table.Read())
        {
            if (first + batch.Length > _from && !(_positions is null
                ? Scan(new BatchEvaluator(_graph, table, batch), first, rows, ref weight, cancellation)
                : Take(new BatchEvaluator(_graph, table, batch), first, rows, ref weight, cancellation)))
            {
                break;
            }
            first += batch.Length;
        }
        return HeadState.Of(rows, _count, long.MaxValue);
    }

    // False when there are enough rows, or more than a state carries.
    private bool Scan(BatchEvaluator evaluator, long first, List<HeadRow> rows, ref long weight, CancellationToken cancellation)
    {
        var selection = new Selection(evaluator, _filter);
        int length = evaluator.Batch.Length;
        // Without a filter, no more rows are read than are wanted.
        int blockRows = _filter < 0 ? Math.Clamp(_count, 1, BatchEvaluator.BlockRows) : BatchEvaluator.BlockRows;
        for (int start = 0; start < length; start += blockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(blockRows, length - start);
            if (first + start + count <= _from || !selection.MoveTo(start, count))
                continue;
            for (int w = 0; w < Vector.Words(count); w++)
            {
                for (ulong word = selection.Words[w]; word != 0; word &= word - 1)
                {
                    int i = (w << 6) + BitOperations.TrailingZeroCount(word);
                    if (first + start + i < _from)
                        continue;
                    if (rows.Count == _count || (rows.Count > 1 && weight > HeadState.Budget))
                        return false;
                    rows.Add(new HeadRow(first + start + i, Array.ConvertAll(_columns, c => evaluator.ScalarAt(c, i))));
                    weight += rows[^1].Weight;
                }
            }
        }
        return true;
    }

    // As above, of rows at positions.
    private bool Take(BatchEvaluator evaluator, long first, List<HeadRow> rows, ref long weight, CancellationToken cancellation)
    {
        int length = evaluator.Batch.Length, at = Array.BinarySearch(_positions!, (ulong)first);
        at = at < 0 ? ~at : at;
        while (at < _positions!.Length && (long)_positions[at] < first + length)
        {
            cancellation.ThrowIfCancellationRequested();
            int start = (int)((long)_positions[at] - first) / BatchEvaluator.BlockRows * BatchEvaluator.BlockRows, count = Math.Min(BatchEvaluator.BlockRows, length - start);
            evaluator.MoveTo(start, count);
            for (; at < _positions.Length && (long)_positions[at] < first + start + count; at++)
            {
                if (rows.Count > 1 && weight > HeadState.Budget)
                    return false;
                int row = (int)((long)_positions[at] - first - start);
                rows.Add(new HeadRow((long)_positions[at], Array.ConvertAll(_columns, c => evaluator.ScalarAt(c, row))));
                weight += rows[^1].Weight;
            }
        }
        return true;
    }

    private protected override void Write(ByteWriter writer)
    {
        _graph.Write(writer);
        ExpressionGraph.WriteNode(writer, _filter);
        writer.Count(_columns.Length);
        foreach (int column in _columns)
            ExpressionGraph.WriteNode(writer, column);
        writer.Unsigned((ulong)_from);
        writer.Count(_count);
        writer.Bool(_positions is not null);
        if (_positions is not null)
            writer.Ascending(_positions);
    }

    public static HeadScan Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var columns = new int[reader.Count()];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = graph.ReadNode(ref reader);
        long from = reader.Long();
        int count = reader.Within(0, int.MaxValue);
        return new HeadScan(graph, filter, columns, from, count, reader.Bool() ? reader.Ascending() : null);
    }
}
