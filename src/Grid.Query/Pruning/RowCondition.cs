using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The condition that rows of a dataset meet to be kept. By what is known of its columns it rules out rows that nobody then need read: where it
/// holds for none of them, and none can fail, as that would be an error.
/// </summary>
public sealed class RowCondition
{
    private readonly ExpressionGraph _graph;
    private readonly int _node;
    private readonly int[] _reached;
    private readonly HashSet<string> _others;

    private RowCondition(ExpressionGraph graph, int node, int[] reached, HashSet<string> others) => (_graph, _node, _reached, _others) = (graph, node, reached, others);

    /// <summary>The columns that it is about, each once.</summary>
    public IReadOnlyList<string> ColumnNames => [.. _reached.Select(i => _graph.Nodes[i]).Where(IsColumn).Select(node => node.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether no row is kept, and none is an error.</summary>
    /// <param name="rows">What is known of the rows.</param>
    public bool IsNever(RowBounds rows)
    {
        var outcomes = new Outcomes[_node + 1];
        var spans = new ValueSpan[_node + 1];
        foreach (int i in _reached)
        {
            var node = _graph.Nodes[i];
            spans[i] = SpanOf(node, spans, rows);
            outcomes[i] = node.Type.Kind == LogicalKind.Bool ? OutcomesOf(node, spans[i], spans, outcomes) : Outcomes.None;
        }
        return (outcomes[_node] & (Outcomes.True | Outcomes.Fault)) == 0;
    }

    /// <summary>The condition of a node; null where there is none, or it is of no column.</summary>
    /// <param name="graph">Where the node is.</param>
    /// <param name="node">The node; negative for none.</param>
    /// <param name="others">Names of columns that are not the dataset's own.</param>
    internal static RowCondition? Of(ExpressionGraph graph, int node, IEnumerable<string>? others = null)
    {
        if (node < 0)
            return null;
        var isReached = new bool[node + 1];
        isReached[node] = true;
        // Inputs come before what they feed.
        for (int i = node; i >= 0; i--)
        {
            foreach (int input in isReached[i] ? graph.Nodes[i].Inputs : [])
                isReached[input] = true;
        }
        int[] reached = [.. Enumerable.Range(0, node + 1).Where(i => isReached[i])];
        var condition = new RowCondition(graph, node, reached, (others ?? []).ToHashSet(StringComparer.Ordinal));
        return condition.ColumnNames.Count > 0 ? condition : null;
    }

    private bool IsColumn(ExpressionNode node) => node.Operation == Operation.Column && !_others.Contains(node.Name);

    private ValueSpan SpanOf(ExpressionNode node, ValueSpan[] spans, RowBounds rows)
    {
        switch (node.Operation)
        {
            case Operation.Column:
                return ValueSpan.Of(IsColumn(node) ? rows[node.Name] : ColumnBounds.Unknown, node.Type);
            case Operation.Literal:
                return ValueSpan.Of(node.Literal);
            case Operation.NaNToNull:
                return spans[node.Inputs[0]] with { MayBeNull = true, MayBeNaN = false };
            case Operation.Cast when node.Type.Kind == LogicalKind.Real:
                return spans[node.Inputs[0]].AsDoubles();
        }
        return ValueSpan.Unknown with { MayFail = ExpressionRules.MayFail(node) || node.Inputs.Any(i => spans[i].MayFail) };
    }

    private static Outcomes OutcomesOf(ExpressionNode node, ValueSpan own, ValueSpan[] spans, Outcomes[] outcomes) => node.Operation switch
    {
        Operation.And => OutcomesLogic.And(outcomes[node.Inputs[0]], outcomes[node.Inputs[1]]),
        Operation.Or => OutcomesLogic.Or(outcomes[node.Inputs[0]], outcomes[node.Inputs[1]]),
        Operation.Not => OutcomesLogic.Not(outcomes[node.Inputs[0]]),
        // What is never true is written so.
        Operation.Less when node.Inputs[0] == node.Inputs[1] => Outcomes.False | spans[node.Inputs[0]].Gaps,
        >= Operation.Equal and <= Operation.GreaterOrEqual => SpanComparison.Compare(node.Operation, spans[node.Inputs[0]], spans[node.Inputs[1]]),
        Operation.In => SpanComparison.In(spans[node.Inputs[0]], node.Set),
        Operation.StartsWith => SpanComparison.StartsWith(spans[node.Inputs[0]], spans[node.Inputs[1]]),
        Operation.IsNull => OfNull(spans[node.Inputs[0]]),
        Operation.Column or Operation.Literal => SpanComparison.Compare(Operation.Equal, own, ValueSpan.Of(Scalar.Bool(true))),
        _ => own.Gaps | Outcomes.AnyValue,
    };

    private static Outcomes OfNull(ValueSpan value) =>
        (value.MayBeNull ? Outcomes.True : 0) | (value.MayBeValue ? Outcomes.False : 0) | (value.MayFail ? Outcomes.Fault : 0);
}
