namespace Grid.Query;

/// <summary>Counts the finite values of a column into bins.</summary>
internal sealed class BinScan : Scan
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int _column;
    private readonly BinEdges _edges;

    private BinScan(ExpressionGraph graph, int filter, int column, BinEdges edges) =>
        (_graph, _filter, _column, _edges) = (graph, filter, column, edges);

    public BinScan(Expression? filter, Expression column, BinEdges edges)
    {
        (_graph, _edges) = (new ExpressionGraph(), edges);
        (_filter, _column) = (_graph.AddOptional(filter), _graph.Add(column));
    }

    internal override ExpressionGraph Expressions => _graph;

    internal override int FilterNode => _filter;

    private protected override ScanKind Kind => ScanKind.Bins;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var counts = new long[_edges.Bins];
        var dense = new DenseBlock();
        var scan = new TableScan(_graph, _filter)
        {
            NullsOnly = _ => false,
            AddNulls = (_, _, _) => { },
            AddCounted = (_, values, often) => AddCounted(values, often, counts),
            AddBlock = (_, values, selection) => _edges.Count(dense, values, selection, counts),
        };
        scan.Run(table, [_column], cancellation);
        return new BinState(counts);
    }

    private void AddCounted(Vector values, long[] often, long[] counts)
    {
        for (int i = 0; i < often.Length; i++)
        {
            if (often[i] != 0 && values.IsValid(i) && _edges.Find(values, i) is >= 0 and var bin)
                counts[bin] += often[i];
        }
    }

    private protected override void Write(ByteWriter writer)
    {
        _graph.Write(writer);
        ExpressionGraph.WriteNode(writer, _filter);
        ExpressionGraph.WriteNode(writer, _column);
        _edges.Write(writer);
    }

    public static BinScan Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader), column = graph.ReadNode(ref reader);
        return new BinScan(graph, filter, column, BinEdges.Read(ref reader, graph.Nodes[column].Type));
    }
}
