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
    private readonly bool[] _plain;

    private CorrelationScan(ExpressionGraph graph, int filter, int[] columns, int first, int last, bool[] plain) =>
        (_graph, _filter, _columns, _first, _last, _plain) = (graph, filter, columns, first, last, plain);

    /// <summary>Of columns of type float64.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="first">The first whose pairs are wanted.</param>
    /// <param name="last">The one to stop at.</param>
    /// <param name="plain">Those that are taken as they are, also where they are decimals.</param>
    public CorrelationScan(Expression? filter, IReadOnlyList<Expression> columns, int first, int last, bool[] plain)
    {
        (_graph, _first, _last, _plain) = (new ExpressionGraph(), first, last, plain);
        (_filter, _columns) = (_graph.AddOptional(filter), [.. columns.Select(_graph.Add)]);
    }

    /// <summary>How many pairs rows first to last of the matrix have on and above the diagonal.</summary>
    public static int Pairs(int columns, int first, int last) => Enumerable.Range(first, last - first).Sum(i => columns - i);

    internal override ExpressionGraph Expressions => _graph;

    internal override int FilterNode => _filter;

    private protected override ScanKind Kind => ScanKind.Correlation;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var pairs = new PairSums[Pairs(_columns.Length, _first, _last)];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = new PairSums();
        var kinds = new byte[_columns.Length];
        // All columns of a block are to stay in the second-level cache.
        int blockRows = _columns.Length <= 32 ? 1024 : _columns.Length <= 64 ? 512 : 256;
        foreach (var batch in table.Read())
        {
            var evaluator = new BatchEvaluator(_graph, table, batch);
            var selection = new Selection(evaluator, _filter);
            var block = new CorrelationBlock(evaluator, _columns, blockRows, _plain);
            block.ChooseUnits(selection, blockRows, cancellation);
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
            for (int c = 0; c < kinds.Length; c++)
                kinds[c] |= !block.HasValues[c] ? (byte)0 : block.Places[c] >= 0 ? CorrelationState.OfDecimals : CorrelationState.OfValues;
        }
        return new CorrelationState(pairs, kinds);
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
        foreach (bool plain in _plain)
            writer.Bool(plain);
    }

    public static CorrelationScan Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var columns = new int[reader.Count()];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = graph.ReadNode(ref reader);
            if (graph.Nodes[columns[i]].Type.Kind != LogicalKind.Real)
                throw reader.Corrupt("a column that is correlated is no number");
        }
        int first = reader.Within(0, columns.Length), last = reader.Within(first, columns.Length);
        var plain = new bool[columns.Length];
        for (int i = 0; i < plain.Length; i++)
            plain[i] = reader.Bool();
        return new CorrelationScan(graph, filter, columns, first, last, plain);
    }
}
