namespace Grid.Statistics;

/// <summary>Answers <see cref="GroupByQuestion"/>.</summary>
internal sealed class GroupByRun : QuestionRun
{
    private readonly GroupByQuestion _question;
    private readonly IReadOnlyList<(string Name, Expression Value)> _keys;
    private readonly AggregateColumns _aggregates;
    private readonly GroupCollection _groups;

    public GroupByRun(GroupByQuestion question, FramePlan frame)
    {
        _question = question;
        if (question.Keys.Count == 0)
            throw new QuestionException("A group-by needs at least one key; for figures over all rows ask for aggregates.");
        if (question.Aggregates.Count == 0)
            throw new QuestionException("A group-by needs at least one aggregate, such as count() or sum(trip_distance).");
        _keys = frame.Columns(question.Keys);
        _aggregates = new AggregateColumns(question.Aggregates.Select(a => AggregateSpec.Bind(a, frame.Scope)));
        _groups = new GroupCollection(frame.Filter, [.. _keys.Select(k => k.Value)],
            [.. _aggregates.Arguments.Select(a => (a.Value, Parts(a.Functions)))], GroupLimits.MostGroups);
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
            var values = new Scalar[_aggregates.Aggregates.Count];
            for (int i = 0; i < values.Length; i++)
            {
                var (aggregate, at) = _aggregates.Aggregates[i];
                if (aggregate.Argument is not { } argument)
                {
                    values[i] = Scalar.Int64(slice.Rows[group]);
                    continue;
                }
                values[i] = slice.Values[at].Value(aggregate.Function, argument.Type, group);
                exact &= aggregate.Function != AggregateFunction.NUnique || slice.Values[at].DistinctOf(group).IsExact;
            }
            groups.Add(new Group([.. _keys.Select((k, i) => slice.Keys!.Columns[i].ToScalar(k.Value.Type, group))], values));
        }
        return new GroupByAnswer([.. _keys.Select(k => k.Name)], [.. _aggregates.Aggregates.Select(a => a.Aggregate.Text)], groups) { IsExact = exact };
    }

    private static GroupParts Parts(IEnumerable<AggregateFunction> functions) => functions.Aggregate(GroupParts.None, (parts, function) => parts | function switch
    {
        AggregateFunction.Sum or AggregateFunction.Mean => GroupParts.Sum,
        AggregateFunction.Std => GroupParts.Sum | GroupParts.Squares,
        AggregateFunction.Min or AggregateFunction.Max => GroupParts.Range,
        AggregateFunction.NUnique => GroupParts.Distinct,
        _ => GroupParts.None,
    });
}
