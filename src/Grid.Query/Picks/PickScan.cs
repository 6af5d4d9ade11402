using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds the first rows of each group in an order, or of all rows: which they are, not what is in them.</summary>
internal sealed class PickScan : Scan, ISharedScan<PickPass, PickState>
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _groups;
    private readonly (int Node, bool IsDescending)[] _order;
    private readonly PickRule _rule;
    private readonly bool _isShareable;

    private PickScan(ExpressionGraph graph, int filter, int[] groups, (int Node, bool IsDescending)[] order, PickRule rule)
    {
        (_graph, _filter, _groups, _order, _rule) = (graph, filter, groups, order, rule);
        _isShareable = IsShareable();
    }

    public PickScan(Expression? filter, IReadOnlyList<Expression> groups, IReadOnlyList<(Expression Value, bool IsDescending)> order, int perGroup, int most)
    {
        (_graph, _rule) = (new ExpressionGraph(), new PickRule(groups.Count, perGroup, most));
        (_filter, _groups) = (_graph.AddOptional(filter), [.. groups.Select(_graph.Add)]);
        _order = [.. order.Select(o => (_graph.Add(o.Value), o.IsDescending))];
        _isShareable = IsShareable();
    }

    internal override ExpressionGraph Expressions => _graph;

    internal override int FilterNode => _filter;

    private protected override ScanKind Kind => ScanKind.Picks;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var sample = _isShareable && GroupSample.Suits(table) ? new PickSample(_rule.PerGroup) : null;
        return Compute(table, sample, cancellation) ?? PickState.Later(_rule, new PendingTable<PickPass, PickState>(this, table, sample!.Groups, cancellation));
    }

    /// <inheritdoc/>
    public PickState ComputeAlone(PartitionTable table, CancellationToken cancellation) => Compute(table, null, cancellation)!;

    /// <inheritdoc/>
    public PickPass Pass(IReadOnlyList<PartitionTable> tables) => PassOf(RowGroups.OfMany(_graph, _groups, tables, long.MaxValue, 0));

    /// <inheritdoc/>
    public void AddTo(PickPass pass, PartitionTable table, CancellationToken cancellation)
    {
        foreach (var batch in table.Batches)
            pass.Add(new BatchEvaluator(_graph, table, batch), null, cancellation);
    }

    /// <inheritdoc/>
    public PickState ToState(PickPass pass) => pass.ToState(_rule);

    // Null where a sample says that the table is better taken together with others.
    private PickState? Compute(PartitionTable table, PickSample? sample, CancellationToken cancellation)
    {
        AggregateState all = PickState.Of(_rule, [.. _groups.Select(g => new PickColumn(IsText(g), false)), .. OrderColumns()], []);
        foreach (var batch in table.Read())
        {
            if (batch.Length == 0)
                continue;
            var evaluator = new BatchEvaluator(_graph, table, batch);
            var direct = _groups.Length == 0 ? null : DirectGroups.Of(evaluator, _groups, 0, 1);
            var pass = PassOf(_groups.Length == 0 ? null : (RowGroups?)direct
                ?? new HashedGroups(Array.ConvertAll(_groups, g => HashedKey.Of(evaluator, g, _graph.Nodes[g].Type)), 0, 1, long.MaxValue, 0));
            if (!pass.Add(evaluator, direct is null ? sample : null, cancellation))
                return null;
            all = all.Merge(ToState(pass));
            sample = null;
        }
        return (PickState)all;
    }

    private PickPass PassOf(RowGroups? groups) => new(groups, PickRows.Of(OrderColumns(), _rule.PerGroup, groups is not null), Array.ConvertAll(_order, o => o.Node), _filter);

    // Whether tables may be taken together: a row that cannot be computed is told by the partition alone, as in GroupScan.
    private bool IsShareable() => _groups.Length > 0 && _rule.PerGroup <= PickSlots.MostPerGroup && _rule.Most == int.MaxValue
        && !ExpressionRules.MayFail(_graph);

    private PickColumn[] OrderColumns() => Array.ConvertAll(_order, o => new PickColumn(IsText(o.Node), o.IsDescending));

    private bool IsText(int node) => _graph.Nodes[node].Type.Kind == LogicalKind.Text;

    private protected override void Write(ByteWriter writer)
    {
        _graph.Write(writer);
        ExpressionGraph.WriteNode(writer, _filter);
        writer.Count(_groups.Length);
        foreach (int group in _groups)
            ExpressionGraph.WriteNode(writer, group);
        writer.Count(_order.Length);
        foreach (var (node, isDescending) in _order)
        {
            ExpressionGraph.WriteNode(writer, node);
            writer.Bool(isDescending);
        }
        writer.Count(_rule.PerGroup);
        writer.Count(_rule.Most);
    }

    public static PickScan Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var groups = new int[reader.Count()];
        for (int i = 0; i < groups.Length; i++)
            groups[i] = graph.ReadNode(ref reader);
        var order = new (int, bool)[reader.Count(2)];
        for (int i = 0; i < order.Length; i++)
            order[i] = (graph.ReadNode(ref reader), reader.Bool());
        return new PickScan(graph, filter, groups, order, new PickRule(groups.Length, reader.Within(1, int.MaxValue), reader.Within(1, int.MaxValue)));
    }
}
