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
    private readonly Func<GroupByExecution> _again;
    private GroupByExecution? _far;

    public GroupByExecution(GroupByQuestion question, FramePlan frame, long groupBudget, bool isFar = false)
    {
        _question = question;
        if (question.Keys.Count == 0)
            throw new QuestionException("a group-by needs at least one key; for figures over all rows ask for aggregates.");
        if (question.Aggregates.Count == 0)
            throw new QuestionException("a group-by needs at least one aggregate, such as count() or sum(trip_distance).");
        _keys = frame.Columns(question.Keys);
        _plan = new AggregatePlan(frame.Scope, [.. _keys.Select(k => (k.Name, k.Value.Type))], question.Aggregates).Over(frame.Order);
        _having = question.Having is { } having ? _plan.Condition(having) : null;
        _order = [.. question.Order.Select(SortOrder.Parse).Select(o => (_plan.Other(o.Expression), o))];
        if (question.Limit is < 1)
            throw new QuestionException($"{question.Limit} groups cannot be shown; ask for at least one.");
        _aggregates = new AggregateColumns(isFar ? _plan.Aggregates.Select(a => a.Far()) : _plan.Aggregates);
        _again = () => new GroupByExecution(question, frame, groupBudget, isFar: true) { Workers = Workers };
        (_filter, _groupBudget) = (frame.Filter, groupBudget);
        _groups = new GroupCollection(_filter, [.. _keys.Select(k => Missing.AsNull(k.Value))],
            [.. _aggregates.Arguments.Select(a => (Missing.AsNull(a.Value), Parts(a.Functions)))], GroupLimits.MostGroups, groupBudget);
    }

    public override Scan? NextScan => _far is not null ? _far.NextScan : _groups.Next ?? (_pairs.TryPeek(out var pairs) ? pairs.Next : null);

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        if (_far is not null)
        {
            _far.Accept(mergedOfAllPartitions);
            return;
        }
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
        if (_groups.Next is not null)
            return;
        // Of the columns that only products beyond a double need, none is computed before one is met.
        if (_aggregates.Aggregates.Any(IsFar))
            _far = _again();
        else
            CountPairs();
    }

    private bool IsFar((AggregateSpec Aggregate, int[] Arguments) asked) => asked.Arguments.Length == PairArguments.Near
        && !(_groups.All(Workers).Values[asked.Arguments[2]].Sums!.IsFinite && _groups.All(Workers).Values[asked.Arguments[3]].Sums!.IsFinite);

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
            if (groups.Values[i].IsExact)
                continue;
            var counts = Enumerable.Range(0, groups.Keys!.Count).Select(g => groups.Values[i].DistinctOf(g));
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
        if (_far is not null)
            return _far.Finish();
        var all = _groups.All(Workers);
        int[] sorted = all.Keys!.Order(Workers);
        var distinct = _distinct.ToDictionary(d => d.Key, d => d.Value.Of(all.Keys));
        foreach (var (argument, fold) in _modes)
            _top[argument] = fold.Of(all.Keys, _aggregates.Arguments[argument].Value.Type);
        return new GroupByAnswer([.. _keys.Select(k => k.Name)], _plan.Names, _plan.IsPlain ? Plain(all, sorted, distinct) : Computed(all, sorted, distinct))
        {
            IsExact = !_aggregates.Aggregates.Any(a => a.Aggregate.Function == AggregateFunction.ApproxNUnique && !all.Values[a.Arguments[0]].IsExact),
        };
    }

    private GroupTable Plain(GroupState all, int[] sorted, Dictionary<int, long[]> distinct)
    {
        int[] kept = sorted[..Math.Min(sorted.Length, _question.Limit ?? int.MaxValue)];
        var outputs = _plan.Names.Select((_, i) => _aggregates.Aggregates[_plan.IndexOf(_plan.Plain(i)!)]);
        return new GroupTable(
            [.. _keys.Select((k, i) => Figures.Of(k.Value.Type, all.Keys!.Columns[i], kept, Workers))],
            [.. outputs.Select(output => Figures.Of(kept.Length, (start, values) => Fill(all, kept.AsSpan(start, values.Length), output, distinct, values), Workers))]);
    }

    private GroupTable Computed(GroupState all, int[] sorted, Dictionary<int, long[]> distinct)
    {
        Scalar[][] keys = [.. _keys.Select(_ => new Scalar[sorted.Length])], values = [.. _aggregates.Aggregates.Select(_ => new Scalar[sorted.Length])];
        const int Rows = 1 << 12;
        Workers.Run((sorted.Length + Rows - 1) / Rows, part =>
        {
            int start = part * Rows, count = Math.Min(Rows, sorted.Length - start);
            for (int i = 0; i < values.Length; i++)
                Fill(all, sorted.AsSpan(start, count), _aggregates.Aggregates[i], distinct, values[i].AsSpan(start, count));
            for (int k = 0; k < keys.Length; k++)
            {
                for (int row = start; row < start + count; row++)
                    keys[k][row] = all.Keys!.Columns[k].ToScalar(_keys[k].Value.Type, sorted[row]);
            }
        });
        var figures = new GroupFigures(_plan, [.. _keys.Select(k => (k.Name, k.Value.Type))], keys, values, sorted.Length);
        int[] chosen = figures.Choose(_having, _order, _question.Limit);
        return new GroupTable(
            [.. _keys.Select((k, i) => Figures.Of(k.Value.Type, all.Keys!.Columns[i], Array.ConvertAll(chosen, g => sorted[g]), Workers))],
            [.. figures.Outputs.Select(o => Figures.Of(Array.ConvertAll(chosen, g => o[g])))]);
    }

    // Groups in an order lie anywhere in memory: what sums are made of is fetched for some groups at once, which does not wait for one after the other.
    private void Fill(GroupState all, ReadOnlySpan<int> groups, (AggregateSpec Aggregate, int[] Arguments) asked, Dictionary<int, long[]> distinct, Span<Scalar> values)
    {
        if (asked.Arguments.Length == 1 && asked.Aggregate.Function is AggregateFunction.Sum or AggregateFunction.Mean or AggregateFunction.Std or AggregateFunction.Var)
        {
            var taken = all.Values[asked.Arguments[0]].TakeSums(groups);
            for (int i = 0; i < values.Length; i++)
                values[i] = taken.Value(asked.Aggregate.Function, asked.Aggregate.Argument!.Type, i);
            return;
        }
        for (int i = 0; i < values.Length; i++)
            values[i] = Value(all, groups[i], asked, distinct);
    }

    private Scalar Value(GroupState all, int group, (AggregateSpec Aggregate, int[] Arguments) asked, Dictionary<int, long[]> distinct)
    {
        var (aggregate, at) = asked;
        if (aggregate.Argument is not { } argument)
            return Scalar.Int64(all.Rows[group]);
        if (at.Length > 1)
            return AggregateValue.OfPair(aggregate.Function, Array.ConvertAll(at, i => all.Values[i].MomentsOf(group)));
        return aggregate.Function switch
        {
            AggregateFunction.Mode => _top[at[0]][group],
            AggregateFunction.Quantile => all.Values[at[0]].Runs!.Quantile(argument.Type, aggregate.Share, group, all.Values[at[0]].Counts[group]),
            AggregateFunction.NUnique when distinct.TryGetValue(at[0], out long[]? counts) => Scalar.Int64(counts[group]),
            _ => all.Values[at[0]].Value(aggregate.Function, argument.Type, group),
        };
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
