namespace Grid.Query;

/// <summary>Answers <see cref="GroupByQuestion"/>.</summary>
internal sealed class GroupByExecution : Execution
{
    private readonly GroupByQuestion _question;
    private readonly IReadOnlyList<(string Name, Expression Value)> _keys;
    private readonly AggregateColumns _aggregates;
    private readonly GroupCollection _groups;
    private readonly Expression? _filter;
    private readonly long _groupBudget;
    private readonly Queue<GroupCollection> _pairs = [];
    private readonly Dictionary<int, PairFold> _distinct = [];

    public GroupByExecution(GroupByQuestion question, FramePlan frame, long groupBudget)
    {
        _question = question;
        if (question.Keys.Count == 0)
            throw new QuestionException("a group-by needs at least one key; for figures over all rows ask for aggregates.");
        if (question.Aggregates.Count == 0)
            throw new QuestionException("a group-by needs at least one aggregate, such as count() or sum(trip_distance).");
        _keys = frame.Columns(question.Keys);
        _aggregates = new AggregateColumns(question.Aggregates.Select(a => AggregateSpec.Bind(a, frame.Scope)));
        (_filter, _groupBudget) = (frame.Filter, groupBudget);
        _groups = new GroupCollection(_filter, [.. _keys.Select(k => Missing.AsNull(k.Value))],
            [.. _aggregates.Arguments.Select(a => (Missing.AsNull(a.Value), Parts(a.Functions)))], GroupLimits.MostGroups, groupBudget);
    }

    public override Scan? NextScan => _groups.Next ?? (_pairs.TryPeek(out var pairs) ? pairs.Next : null);

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        var state = Expect<GroupState>(mergedOfAllPartitions);
        if (_groups.Next is null)
        {
            AcceptPairs(state);
            return;
        }
        _groups.Accept(state);
        if (_groups.TooMany)
        {
            throw new QuestionException($"grouping by {string.Join(", ", _question.Keys)} gives more than {GroupLimits.MostGroups:N0} groups; "
                + "filter the rows, or round the keys.");
        }
        if (_groups.Next is null)
            CountPairs();
    }

    // Where a group has more distinct values than its state tells apart, all pairs of group and value are counted, as groups of their own.
    private void CountPairs()
    {
        for (int i = 0; i < _aggregates.Arguments.Count; i++)
        {
            if (!_aggregates.Arguments[i].Functions.Contains(AggregateFunction.NUnique))
                continue;
            var groups = _groups.All(Workers);
            var counts = Enumerable.Range(0, groups.Keys!.Count).Select(g => groups.Values[i].DistinctOf(g)).ToList();
            if (counts.All(c => c.IsExact))
                continue;
            var pairs = _distinct[i] = new PairFold(_keys.Count);
            _pairs.Enqueue(new GroupCollection(_filter, [.. _keys.Select(k => Missing.AsNull(k.Value)), Missing.AsNull(_aggregates.Arguments[i].Value)],
                [], long.MaxValue, _groupBudget, pairs, counts.Sum(c => c.Count)));
        }
    }

    private void AcceptPairs(GroupState state)
    {
        var pairs = _pairs.Peek();
        pairs.Accept(state);
        if (pairs.TooMany)
            throw DistinctSearch.TooMany();
        if (pairs.Next is null)
            _pairs.Dequeue();
    }

    public override Answer Finish()
    {
        if (NextScan is not null)
            throw Unfinished();
        bool exact = true;
        var all = _groups.All(Workers);
        var groups = new List<Group>(all.Keys!.Count);
        var distinct = _distinct.ToDictionary(d => d.Key, d => d.Value.Of(all.Keys));
        foreach (int group in all.Keys.Order(Workers))
        {
            var values = new Scalar[_aggregates.Aggregates.Count];
            for (int i = 0; i < values.Length; i++)
            {
                var (aggregate, at) = _aggregates.Aggregates[i];
                if (aggregate.Argument is not { } argument)
                {
                    values[i] = Scalar.Int64(all.Rows[group]);
                    continue;
                }
                values[i] = aggregate.Function == AggregateFunction.NUnique && distinct.TryGetValue(at, out long[]? counts)
                    ? Scalar.Int64(counts[group])
                    : all.Values[at].Value(aggregate.Function, argument.Type, group);
                exact &= aggregate.Function != AggregateFunction.ApproxNUnique || all.Values[at].DistinctOf(group).IsExact;
            }
            groups.Add(new Group([.. _keys.Select((k, i) => all.Keys.Columns[i].ToScalar(k.Value.Type, group))], values));
        }
        return new GroupByAnswer([.. _keys.Select(k => k.Name)], [.. _aggregates.Aggregates.Select(a => a.Aggregate.Text)], groups) { IsExact = exact };
    }

    private static GroupParts Parts(IEnumerable<AggregateFunction> functions) => functions.Aggregate(GroupParts.None, (parts, function) => parts | function switch
    {
        AggregateFunction.Sum or AggregateFunction.Mean => GroupParts.Sum,
        AggregateFunction.Std => GroupParts.Sum | GroupParts.Squares,
        AggregateFunction.Min or AggregateFunction.Max => GroupParts.Range,
        AggregateFunction.NUnique or AggregateFunction.ApproxNUnique => GroupParts.Distinct,
        _ => GroupParts.None,
    });
}
