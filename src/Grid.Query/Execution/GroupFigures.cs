using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The figures of groups, a column for each output: those that are aggregates as they stand, and those that are computed of them; and
/// which groups a condition keeps, in which order.
/// </summary>
internal sealed class GroupFigures
{
    private readonly AggregatePlan _plan;
    private readonly IReadOnlyList<(string Name, LogicalType Type)> _keys;
    private readonly Scalar[][] _keyValues;
    private readonly Scalar[][] _aggregates;
    private readonly int _count;
    private readonly IReadOnlyList<IReadOnlyList<Scalar>> _typed;
    private readonly bool _isOne;
    private Scalar[][]? _others;

    /// <summary>Of keys and aggregates, a column each.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="keyValues">Their values.</param>
    /// <param name="aggregates">Those of the aggregates.</param>
    /// <param name="count">How many groups there are.</param>
    /// <param name="typed">For each aggregate the values that decide of which type it is, where there are groups besides these; null for its own.</param>
    /// <param name="all">How many groups there are with those; null for these alone.</param>
    public GroupFigures(
        AggregatePlan plan, IReadOnlyList<(string Name, LogicalType Type)> keys, Scalar[][] keyValues, Scalar[][] aggregates, int count, IReadOnlyList<IReadOnlyList<Scalar>>? typed = null, long? all = null)
    {
        (_plan, _keys, _keyValues, _aggregates, _count, _typed, _isOne) = (plan, keys, keyValues, aggregates, count, typed ?? aggregates, (all ?? count) == 1);
        Outputs = [.. plan.Names.Select((_, i) => plan.Plain(i) is { } plain ? aggregates[plan.IndexOf(plain)] : [])];
        if (plan.Names.Select((_, i) => plan.Plain(i)).Contains(null) || plan.Others > 0)
            Compute();
    }

    /// <summary>The outputs.</summary>
    public Scalar[][] Outputs { get; }

    /// <summary>A value besides the outputs, of each group.</summary>
    public Scalar[] Other(int other) => _others![other];

    /// <summary>The groups that are wanted, in the order that is wanted.</summary>
    /// <param name="having">The number of a condition; null for none.</param>
    /// <param name="order">What to sort by, the numbers of other values.</param>
    /// <param name="limit">How many groups at most.</param>
    public int[] Choose(int? having, IReadOnlyList<(int Other, SortOrder Order)> order, int? limit)
    {
        IEnumerable<int> groups = Enumerable.Range(0, _count);
        if (having is { } condition)
            groups = groups.Where(g => _others![condition][g] is { IsNull: false, AsInt64: not 0 });
        if (order.Count > 0)
        {
            groups = groups.Order(Comparer<int>.Create((x, y) =>
            {
                foreach (var (other, by) in order)
                {
                    int before = by.Compare(_others![other][x], _others[other][y]);
                    if (before != 0)
                        return before;
                }
                return x.CompareTo(y);
            }));
        }
        return [.. limit is { } most ? groups.Take(most) : groups];
    }

    private void Compute()
    {
        LogicalType[] types = [.. _plan.Aggregates.Select((a, i) => ScalarColumn.TypeOf(a.Type, _typed[i]))];
        bool[] areWide = Array.ConvertAll(types, type => type.Kind == LogicalKind.Decimal);
        for (int i = 0; i < types.Length; i++)
        {
            if (!areWide[i])
                continue;
            // The digits of a sum are not given up on the way: where it is not shown as it is, the figures of it are refused.
            string largest = _typed[i].Where(v => !v.IsNull).MaxBy(v => Int128.Abs(v.AsWhole)).ToString();
            if (_plan.IsComputedWith(i))
            {
                string summed = _plan.Aggregates[i].Argument is { Operation: Operation.Column, Name: var name } ? Expr.Col(name).Text : "…";
                throw new QuestionException($"{_plan.Aggregates[i].Text} is {largest}, {(_isOne ? "which needs" : "and all groups together need")} more than 64 bits; to compute with it, sum in float64: sum(1.0 * {summed}).");
            }
            types[i] = LogicalType.Real;
        }
        var (outputs, others) = _plan.Bind(types);
        var graph = new ExpressionGraph();
        int[] outputNodes = [.. outputs.Select(graph.Add)], otherNodes = [.. others.Select(graph.Add)];
        var batch = Batch(types);
        var evaluator = new BatchEvaluator(graph, new PartitionTable(batch.Schema, [batch]), batch);
        Scalar[][] computed = [.. outputNodes.Concat(otherNodes).Select(_ => new Scalar[_count])];
        for (int start = 0; start < _count; start += BatchEvaluator.BlockRows)
        {
            int rows = Math.Min(BatchEvaluator.BlockRows, _count - start);
            evaluator.MoveTo(start, rows);
            for (int c = 0; c < computed.Length; c++)
            {
                if ((c < outputNodes.Length ? _plan.Plain(c) : _plan.PlainOther(c - outputNodes.Length)) is not null)
                    continue;
                if ((c < outputNodes.Length ? _plan.Rounded(c) : _plan.RoundedOther(c - outputNodes.Length)) is { } rounded && _plan.IndexOf(rounded.Aggregate) is var of && areWide[of])
                {
                    for (int i = start; i < start + rows; i++)
                        computed[c][i] = _aggregates[of][i] is { IsNull: false } sum ? Scalar.Whole(WholeKernel.Rounded(sum.AsWhole, rounded.Places)) : Scalar.Null;
                    continue;
                }
                var values = Evaluate(evaluator, c < outputNodes.Length ? outputNodes[c] : otherNodes[c - outputNodes.Length]);
                for (int i = 0; i < rows; i++)
                    computed[c][start + i] = values.ScalarAt(i);
            }
        }
        for (int i = 0; i < outputNodes.Length; i++)
            Outputs[i] = _plan.Plain(i) is null ? computed[i] : Outputs[i];
        _others = [.. computed[outputNodes.Length..].Select((values, i) => _plan.PlainOther(i) is { } plain ? _aggregates[_plan.IndexOf(plain)] : values)];
    }

    private Vector Evaluate(BatchEvaluator evaluator, int node)
    {
        try
        {
            return evaluator.Evaluate(node);
        }
        catch (QuestionException e) when (e.Row is { } row)
        {
            string group = string.Join(", ", _keys.Select((k, i) => $"{k.Name} {_keyValues[i][row]}"));
            throw e.Of(group.Length == 0 ? "all rows" : $"the group of {group}");
        }
    }

    private RecordBatch Batch(LogicalType[] types)
    {
        var fields = new List<(string, Column)>();
        for (int i = 0; i < _keys.Count; i++)
            fields.Add((_keys[i].Name, ScalarColumn.Of(_keys[i].Type, _keyValues[i])));
        for (int i = 0; i < types.Length; i++)
            fields.Add((_plan.Aggregates[i].Text, ScalarColumn.Of(types[i], Array.ConvertAll(_aggregates[i], v => ScalarColumn.As(types[i], v)))));
        return RecordBatch.From([.. fields]);
    }
}
