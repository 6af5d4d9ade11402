using Grid.Columns;

namespace Grid.Query;

/// <summary>Sums of products of pairs of columns: of the columns from first to last (not included) with those after them, and themselves.</summary>
internal sealed class CorrelationScan : Scan
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _columns;
    private readonly int _first;
    private readonly int _last;

    private CorrelationScan(ExpressionGraph graph, int filter, int[] columns, int first, int last) =>
        (_graph, _filter, _columns, _first, _last) = (graph, filter, columns, first, last);

    /// <summary>Of columns of type float64.</summary>
    public CorrelationScan(Expression? filter, IReadOnlyList<Expression> columns, int first, int last)
    {
        (_graph, _first, _last) = (new ExpressionGraph(), first, last);
        (_filter, _columns) = (_graph.AddOptional(filter), [.. columns.Select(_graph.Add)]);
    }

    /// <summary>How many pairs rows first to last of the matrix have on and above the diagonal.</summary>
    public static int Pairs(int columns, int first, int last) => Enumerable.Range(first, last - first).Sum(i => columns - i);

    internal override ExpressionGraph Expressions => _graph;

    private protected override ScanKind Kind => ScanKind.Correlation;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var pairs = new PairSums[Pairs(_columns.Length, _first, _last)];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = new PairSums();
        // All columns of a block are to stay in the second-level cache.
        int blockRows = _columns.Length <= 32 ? 1024 : _columns.Length <= 64 ? 512 : 256;
        foreach (var batch in table.Read())
        {
            var evaluator = new BatchEvaluator(_graph, table, batch);
            var selection = new Selection(evaluator, _filter);
            var block = new CorrelationBlock(evaluator, _columns, blockRows);
            var sums = new PairAccumulator(_columns.Length, _first, _last);
            for (int start = 0; start < batch.Length; start += blockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!selection.MoveTo(start, Math.Min(blockRows, batch.Length - start)))
                    continue;
                block.Read(start, selection);
                sums.Add(block, selection.Rows, selection.Count);
            }
            sums.AddTo(pairs, block);
        }
        return new CorrelationState(pairs);
    }

    private protected override void Write(ByteWriter writer)
    {
        _graph.Write(writer);
        ExpressionGraph.WriteNode(writer, _filter);
        writer.Count(_columns.Length);
        foreach (int column in _columns)
            ExpressionGraph.WriteNode(writer, column);
        writer.Count(_first);
        writer.Count(_last);
    }

    public static CorrelationScan Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var columns = new int[reader.Count()];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = graph.ReadNode(ref reader);
            if (graph.Nodes[columns[i]].Type.Id != TypeId.Float64)
                throw reader.Corrupt("a column that is correlated is no number");
        }
        int first = reader.Within(0, columns.Length), last = reader.Within(first, columns.Length);
        return new CorrelationScan(graph, filter, columns, first, last);
    }
}
