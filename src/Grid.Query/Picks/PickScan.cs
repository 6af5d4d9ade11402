using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds the first rows of each group in an order, or of all rows: which they are, not what is in them.</summary>
internal sealed class PickScan : Scan
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _groups;
    private readonly (int Node, bool IsDescending)[] _order;
    private readonly PickRule _rule;

    private PickScan(ExpressionGraph graph, int filter, int[] groups, (int Node, bool IsDescending)[] order, PickRule rule) =>
        (_graph, _filter, _groups, _order, _rule) = (graph, filter, groups, order, rule);

    public PickScan(Expression? filter, IReadOnlyList<Expression> groups, IReadOnlyList<(Expression Value, bool IsDescending)> order, int perGroup, int most)
    {
        (_graph, _rule) = (new ExpressionGraph(), new PickRule(groups.Count, perGroup, most));
        (_filter, _groups) = (_graph.AddOptional(filter), [.. groups.Select(_graph.Add)]);
        _order = [.. order.Select(o => (_graph.Add(o.Value), o.IsDescending))];
    }

    internal override ExpressionGraph Expressions => _graph;

    internal override int FilterNode => _filter;

    private protected override ScanKind Kind => ScanKind.Picks;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        AggregateState all = PickState.Of(_rule, [.. _groups.Select(g => new PickColumn(IsText(g), false)), .. OrderColumns()], []);
        foreach (var batch in table.Read())
        {
            if (batch.Length > 0)
                all = all.Merge(ScanBatch(new BatchEvaluator(_graph, table, batch), cancellation));
        }
        return all;
    }

    private PickState ScanBatch(BatchEvaluator evaluator, CancellationToken cancellation)
    {
        var groups = _groups.Length == 0 ? null : DirectGroups.Of(evaluator, _groups, 0, 1)
            ?? (RowGroups)new HashedGroups(Array.ConvertAll(_groups, g => new HashedKey(evaluator, g, _graph.Nodes[g].Type)), 0, 1, long.MaxValue, 0);
        var selection = new Selection(evaluator, _filter);
        var block = groups is null ? null : new GroupBlock(evaluator, groups, selection);
        var buffer = PickRows.Of(OrderColumns(), _rule.PerGroup, groups is not null);
        var vectors = new Vector[_order.Length];
        long[] rows = [];
        long first = evaluator.FirstRow;
        for (int start = 0, length = evaluator.Batch.Length; start < length; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!selection.MoveTo(start, Math.Min(BatchEvaluator.BlockRows, length - start)))
                continue;
            block?.MoveTo(start);
            var ids = block is null ? [] : block.Ids();
            if (groups is not null)
            {
                if (rows.Length < groups.Slots)
                    Array.Resize(ref rows, Math.Max(groups.Slots, 2 * rows.Length));
                GroupKernel.Count(ids, rows);
            }
            for (int c = 0; c < vectors.Length; c++)
                vectors[c] = evaluator.Evaluate(_order[c].Node);
            for (int w = 0; w < Vector.Words(selection.Rows); w++)
            {
                for (ulong word = selection.Words[w]; word != 0; word &= word - 1)
                {
                    int row = (w << 6) + BitOperations.TrailingZeroCount(word);
                    if (groups is null)
                        buffer.Add(vectors, row, 0, first + start + row);
                    else if (ids[row] != groups.Trash)
                        buffer.Add(vectors, row, ids[row], first + start + row);
                }
            }
        }
        if (groups is null)
        {
            var (_, order, positions) = buffer.ToRows([0]);
            return PickState.Of(_rule, order, positions);
        }
        return Grouped(groups, rows, buffer);
    }

    private PickState Grouped(RowGroups groups, long[] rows, PickRows buffer)
    {
        if (rows.Length < groups.Slots)
            Array.Resize(ref rows, groups.Slots);
        var (keys, slots, _) = groups.Finish(rows);
        int[] order = keys.Order(Workers.None), ranks = new int[groups.Slots], groupOf = new int[groups.Slots];
        Array.Fill(ranks, -1);
        for (int rank = 0; rank < order.Length; rank++)
            (ranks[slots[order[rank]]], groupOf[slots[order[rank]]]) = (rank, order[rank]);
        var (ofRows, columns, positions) = buffer.ToRows(ranks);
        var by = _groups.Select((node, k) =>
        {
            var column = new PickColumn(IsText(node), false);
            column.Reserve(ofRows.Length);
            for (int i = 0; i < ofRows.Length; i++)
            {
                if (column.IsText)
                    column.Set(i, keys.Columns[k].Text(groupOf[ofRows[i]]).ToArray());
                else
                    column.Set(i, keys.Columns[k].Keys![groupOf[ofRows[i]]]);
            }
            return column;
        });
        return PickState.Of(_rule, [.. by, .. columns], positions);
    }

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
