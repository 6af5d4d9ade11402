namespace Grid.Statistics;

/// <summary>Answers <see cref="GroupByQuestion"/>.</summary>
internal sealed class GroupByRun : QuestionRun
{
    private readonly GroupByQuestion _question;
    private readonly IReadOnlyList<(string Name, Expression Value)> _keys;
    private readonly List<AggregateSpec> _aggregates;
    private readonly List<(Expression Value, GroupParts Parts)> _arguments = [];
    private readonly ExpressionGraph _known = new();
    private readonly List<int> _nodes = [];
    private readonly int[] _argumentOf;
    private readonly GroupCollection _groups;

    public GroupByRun(GroupByQuestion question, FramePlan frame)
    {
        _question = question;
        if (question.Keys.Count == 0)
            throw new QuestionException("A group-by needs at least one key; for figures over all rows ask for aggregates.");
        if (question.Aggregates.Count == 0)
            throw new QuestionException("A group-by needs at least one aggregate, such as count() or sum(trip_distance).");
        _keys = frame.Columns(question.Keys);
        _aggregates = [.. question.Aggregates.Select(a => AggregateSpec.Bind(a, frame.Scope))];
        _argumentOf = [.. _aggregates.Select(ArgumentOf)];
        _groups = new GroupCollection(frame.Filter, [.. _keys.Select(k => k.Value)], _arguments, GroupLimits.MostGroups);
    }

    public override Pass? NextPass => _groups.Next;

    public override void Accept(Partial mergedOfAllPartitions)
    {
        _groups.Accept(Expect<GroupPartial>(mergedOfAllPartitions));
        if (_groups.TooMany)
        {
            throw new QuestionException($"Grouping by {string.Join(", ", _question.Keys)} gives more than {GroupLimits.MostGroups:N0} groups; "
                + "filter the rows, or round the keys.");
        }
    }

    public override Answer Finish()
    {
        if (NextPass is not null)
            throw Unfinished();
        bool exact = true;
        var groups = new List<Group>();
        foreach (var (slice, group) in _groups.Sorted())
        {
            var values = new Scalar[_aggregates.Count];
            for (int i = 0; i < values.Length; i++)
            {
                if (_aggregates[i].Argument is not { } argument)
                {
                    values[i] = Scalar.Int64(slice.Rows[group]);
                    continue;
                }
                var known = slice.Values[_argumentOf[i]];
                values[i] = known.Value(_aggregates[i].Function, argument.Type, group);
                exact &= _aggregates[i].Function != AggregateFunction.NUnique || known.DistinctOf(group).IsExact;
            }
            groups.Add(new Group([.. _keys.Select((k, i) => slice.Keys!.Columns[i].ToScalar(k.Value.Type, group))], values));
        }
        return new GroupByAnswer([.. _keys.Select(k => k.Name)], [.. _aggregates.Select(a => a.Text)], groups) { IsExact = exact };
    }

    // Aggregates of one argument share what is gathered of it.
    private int ArgumentOf(AggregateSpec aggregate)
    {
        if (aggregate.Argument is not { } argument)
            return -1;
        var parts = aggregate.Function switch
        {
            AggregateFunction.Sum or AggregateFunction.Mean => GroupParts.Sum,
            AggregateFunction.Std => GroupParts.Sum | GroupParts.Squares,
            AggregateFunction.Min or AggregateFunction.Max => GroupParts.Range,
            AggregateFunction.NUnique => GroupParts.Distinct,
            _ => GroupParts.None,
        };
        int node = _known.Add(argument), at = _nodes.IndexOf(node);
        if (at < 0)
        {
            _nodes.Add(node);
            _arguments.Add((argument, parts));
            return _arguments.Count - 1;
        }
        _arguments[at] = (argument, _arguments[at].Parts | parts);
        return at;
    }
}
