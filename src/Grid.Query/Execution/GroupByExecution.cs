namespace Grid.Query;

/// <summary>Answers <see cref="GroupByQuestion"/>.</summary>
internal sealed class GroupByExecution : Execution
{
    private readonly GroupByQuestion _question;
    private readonly IReadOnlyList<(string Name, Expression Value)> _keys;
    private readonly AggregatePlan _plan;
    private readonly AggregateColumns _aggregates;
    private readonly int? _having;
    private readonly IReadOnlyList<(int Other, SortOrder Order)> _order;
    private readonly GroupCollection _groups;
    private readonly Expression? _filter;
    private readonly long _groupBudget;
    private readonly Queue<GroupCollection> _pairs = [];
    private readonly Dictionary<int, PairFold> _distinct = [];
    private readonly Dictionary<int, ModeFold> _modes = [];
    private readonly Dictionary<int, Scalar[]> _top = [];

    public GroupByExecution(GroupByQuestion question, FramePlan frame, long groupBudget)
    {
        _question = question;
        if (question.Keys.Count == 0)
            throw new QuestionException("a group-by needs at least one key; for figures over all rows ask for aggregates.");
        if (question.Aggregates.Count == 0)
            throw new QuestionException("a group-by needs at least one aggregate, such as count() or sum(trip_distance).");
        _keys = frame.Columns(question.Keys);
        _plan = new AggregatePlan(frame.Scope, [.. _keys.Select(k => (k.Name, k.Value.Type))], question.Aggregates);
        _having = question.Having is { } having ? _plan.Condition(having) : null;
        _order = [.. question.Order.Select(SortOrder.Parse).Select(o => (_plan.Other(o.Expression), o))];
        if (question.Limit is < 1)
            throw new QuestionException($"{question.Limit} groups cannot be shown; ask for at least one.");
        _aggregates = new AggregateColumns(_plan.Aggregates);
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

    // All pairs of group and value are counted, as groups of their own, where the most frequent is asked for, or where a group has more distinct values than its state tells apart.
    private void CountPairs()
    {
        for (int i = 0; i < _aggregates.Arguments.Count; i++)
        {
            if (_aggregates.Arguments[i].Functions.Contains(AggregateFunction.Mode))
                _pairs.Enqueue(Pairs(i, _modes[i] = new ModeFold(_keys.Count), 0));
            if (!_aggregates.Arguments[i].Functions.Contains(AggregateFunction.NUnique))
                continue;
            var groups = _groups.All(Workers);
            var counts = Enumerable.Range(0, groups.Keys!.Count).Select(g => groups.Values[i].DistinctOf(g)).ToList();
            if (counts.All(c => c.IsExact))
                continue;
            _pairs.Enqueue(Pairs(i, _distinct[i] = new PairFold(_keys.Count), counts.Sum(c => c.Count)));
        }
    }

    private GroupCollection Pairs(int argument, GroupFold fold, long estimate) => new(
        _filter, [.. _keys.Select(k => Missing.AsNull(k.Value)), Missing.AsNull(_aggregates.Arguments[argument].Value)], [], long.MaxValue, _groupBudget, fold, estimate);

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
        int[] sorted = all.Keys!.Order(Workers);
        var distinct = _distinct.ToDictionary(d => d.Key, d => d.Value.Of(all.Keys));
        foreach (var (argument, fold) in _modes)
            _top[argument] = fold.Of(all.Keys, _aggregates.Arguments[argument].Value.Type);
        var groups = _plan.IsPlain ? Plain(all, sorted, distinct, ref exact) : Computed(all, sorted, distinct, ref exact);
        return new GroupByAnswer([.. _keys.Select(k => k.Name)], _plan.Names, groups) { IsExact = exact };
    }

    private List<Group> Plain(GroupState all, int[] sorted, Dictionary<int, long[]> distinct, ref bool exact)
    {
        int count = Math.Min(sorted.Length, _question.Limit ?? int.MaxValue);
        int[] outputs = [.. _plan.Names.Select((_, i) => _plan.IndexOf(_plan.Plain(i)!))];
        var groups = new List<Group>(count);
        foreach (int group in sorted.AsSpan(0, count))
        {
            var values = new Scalar[outputs.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = Value(all, group, _aggregates.Aggregates[outputs[i]], distinct, ref exact);
            groups.Add(new Group([.. _keys.Select((k, i) => all.Keys!.Columns[i].ToScalar(k.Value.Type, group))], values));
        }
        return groups;
    }

    private List<Group> Computed(GroupState all, int[] sorted, Dictionary<int, long[]> distinct, ref bool exact)
    {
        Scalar[][] keys = [.. _keys.Select(_ => new Scalar[sorted.Length])], values = [.. _aggregates.Aggregates.Select(_ => new Scalar[sorted.Length])];
        for (int row = 0; row < sorted.Length; row++)
        {
            for (int i = 0; i < values.Length; i++)
                values[i][row] = Value(all, sorted[row], _aggregates.Aggregates[i], distinct, ref exact);
            for (int k = 0; k < keys.Length; k++)
                keys[k][row] = all.Keys!.Columns[k].ToScalar(_keys[k].Value.Type, sorted[row]);
        }
        var figures = new GroupFigures(_plan, [.. _keys.Select(k => (k.Name, k.Value.Type))], keys, values, sorted.Length);
        return [.. figures.Choose(_having, _order, _question.Limit).Select(g => new Group([.. keys.Select(k => k[g])], [.. figures.Outputs.Select(o => o[g])]))];
    }

    private Scalar Value(
        GroupState all, int group, (AggregateSpec Aggregate, int[] Arguments) asked, Dictionary<int, long[]> distinct, ref bool exact)
    {
        var (aggregate, at) = asked;
        if (aggregate.Argument is not { } argument)
            return Scalar.Int64(all.Rows[group]);
        if (at.Length > 1)
            return AggregateValue.OfPair(aggregate.Function, Array.ConvertAll(at, i => all.Values[i].MomentsOf(group)));
        if (aggregate.Function == AggregateFunction.Mode)
            return _top[at[0]][group];
        if (aggregate.Function == AggregateFunction.Quantile)
            return all.Values[at[0]].Runs!.Quantile(argument.Type, aggregate.Share, group, all.Values[at[0]].Counts[group]);
        if (aggregate.Function == AggregateFunction.NUnique && distinct.TryGetValue(at[0], out long[]? counts))
            return Scalar.Int64(counts[group]);
        exact &= aggregate.Function != AggregateFunction.ApproxNUnique || all.Values[at[0]].DistinctOf(group).IsExact;
        return all.Values[at[0]].Value(aggregate.Function, argument.Type, group);
    }

    private static GroupParts Parts(IEnumerable<AggregateFunction> functions) => functions.Aggregate(GroupParts.None, (parts, function) => parts | function switch
    {
        AggregateFunction.Sum or AggregateFunction.Mean => GroupParts.Sum,
        AggregateFunction.Std or AggregateFunction.Var => GroupParts.Sum | GroupParts.Squares,
        AggregateFunction.Min or AggregateFunction.Max or AggregateFunction.Any or AggregateFunction.All => GroupParts.Range,
        AggregateFunction.NUnique or AggregateFunction.ApproxNUnique => GroupParts.Distinct,
        AggregateFunction.Quantile => GroupParts.Values,
        AggregateFunction.First => GroupParts.First,
        AggregateFunction.Last => GroupParts.Last,
        _ => GroupParts.None,
    });
}
