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
    private readonly long _restBudget;
    private readonly Queue<GroupCollection> _pairs = [];
    private readonly Dictionary<int, PairFold> _distinct = [];
    private readonly Dictionary<int, ModeFold> _modes = [];
    private readonly Dictionary<int, Scalar[]> _top = [];
    private readonly Func<GroupByExecution> _again;
    private readonly bool _isShare;
    private GroupByExecution? _far;
    private (int[] Sorted, Scalar[][] Keys, Scalar[][] Values)? _filled;

    /// <param name="question">What is asked.</param>
    /// <param name="frame">Of which rows.</param>
    /// <param name="groupBudget">What the groups of a state may weigh.</param>
    /// <param name="isFar">Whether products leave the range of doubles.</param>
    /// <param name="share">The slices, where there are other executions that take other groups; null where this one takes all.</param>
    public GroupByExecution(GroupByQuestion question, FramePlan frame, long groupBudget, bool isFar = false, GroupSharing? share = null)
    {
        (_question, _isShare) = (question, share is not null);
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
        // What one has to take that might have been shared is to go into a message.
        long restBudget = share is null && groupBudget == GroupLimits.SharedBudget ? GroupLimits.MessageBudget : groupBudget;
        _again = () => new GroupByExecution(question, frame, restBudget, isFar: true, share is null ? null : share with { Slices = 1 }) { Workers = Workers };
        (_filter, _restBudget) = (frame.Filter, restBudget);
        _groups = new GroupCollection(_filter, [.. _keys.Select(k => Missing.AsNull(k.Value))],
            [.. _aggregates.Arguments.Select(a => (Missing.AsNull(a.Value), Parts(a.Functions)))], GroupLimits.MostGroups, groupBudget, slices: share?.Slices ?? 1);
    }

    public override Scan? NextScan => _far is not null ? _far.NextScan : _groups.Next ?? (_pairs.TryPeek(out var pairs) ? pairs.Next : null);

    public override GroupSharing? Sharing => !IsFar && _groups.IsUntouched ? new GroupSharing(_groups.Slices, _keys.Count) : null;

    /// <summary>Whether products were met that leave the range of doubles.</summary>
    public bool IsFar => _far is not null;

    /// <summary>Asks anew, as products leave the range of doubles.</summary>
    public void StartFar()
    {
        _pairs.Clear();
        _far ??= _again();
    }

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
            throw TooMany();
        if (_groups.Next is not null)
            return;
        // Of the columns that only products beyond a double need, none is computed before one is met.
        if (_aggregates.Aggregates.Any(AreFar))
            _far = _again();
        else
            CountPairs();
    }

    private bool AreFar((AggregateSpec Aggregate, int[] Arguments) asked) => asked.Arguments.Length == PairArguments.Near
        && !(_groups.All(Workers).Values[asked.Arguments[2]].Sums!.IsFinite && _groups.All(Workers).Values[asked.Arguments[3]].Sums!.IsFinite);

    private QuestionException TooMany() =>
        new($"grouping by {string.Join(", ", _question.Keys)} gives more than {GroupLimits.MostGroups:N0} groups; filter the rows, or round the keys.");

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
            // Shares ask for the same slices: they begin with one, and go on by a sketch of all pairs.
            var counts = Enumerable.Range(0, groups.Keys!.Count).Select(g => groups.Values[i].DistinctOf(g));
            _pairs.Enqueue(Pairs(i, _distinct[i] = new PairFold(_keys.Count), _isShare ? 0 : counts.Sum(c => c.Count)));
        }
    }

    private GroupCollection Pairs(int argument, GroupFold fold, long estimate) => new(
        _filter, [.. _keys.Select(k => Missing.AsNull(k.Value)), Missing.AsNull(_aggregates.Arguments[argument].Value)], [], long.MaxValue, _restBudget, fold, estimate);

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
        return _far is not null ? _far.Finish() : Finished(null, null);
    }

    /// <summary>How many groups were found.</summary>
    public long Groups => _far?.Groups ?? _groups.All(Workers).Keys!.Count;

    /// <summary>Refuses more groups than there may be.</summary>
    /// <exception cref="QuestionException">There are.</exception>
    public void Refuse(long groups)
    {
        if (groups > GroupLimits.MostGroups)
            throw TooMany();
    }

    /// <summary>Of each aggregate the values that tell of which type those of all groups are; none where nothing is computed of them.</summary>
    public IReadOnlyList<IReadOnlyList<Scalar>> Types() => _far is not null ? _far.Types()
        : _plan.IsPlain ? [] : [.. (_filled ??= Filled()).Values.Select(TypeWitnesses.Of)];

    /// <summary>The answer as far as groups are here, with what they are ordered by behind their figures.</summary>
    /// <param name="types">The values that tell of which type those of all groups are, for each aggregate; none where nothing is computed of them.</param>
    /// <param name="groups">How many all groups are.</param>
    public GroupByAnswer FinishShare(IReadOnlyList<IReadOnlyList<Scalar>> types, long groups) => _far is not null ? _far.FinishShare(types, groups) : Finished(types, groups);

    private GroupByAnswer Finished(IReadOnlyList<IReadOnlyList<Scalar>>? types, long? groups)
    {
        var all = _groups.All(Workers);
        string[] names = [.. _plan.Names, .. types is null ? [] : _order.Select(o => o.Order.Expression)];
        return new GroupByAnswer([.. _keys.Select(k => k.Name)], names, _plan.IsPlain ? Plain(all) : Computed(all, types, groups))
        {
            IsExact = !_aggregates.Aggregates.Any(a => a.Aggregate.Function == AggregateFunction.ApproxNUnique && !all.Values[a.Arguments[0]].IsExact),
        };
    }

    private Dictionary<int, long[]> Counted(GroupState all)
    {
        foreach (var (argument, fold) in _modes)
            _top[argument] = fold.Of(all.Keys!, _aggregates.Arguments[argument].Value.Type);
        return _distinct.ToDictionary(d => d.Key, d => d.Value.Of(all.Keys!));
    }

    private GroupTable Plain(GroupState all)
    {
        int[] sorted = all.Keys!.Order(Workers);
        var distinct = Counted(all);
        int[] kept = sorted[..Math.Min(sorted.Length, _question.Limit ?? int.MaxValue)];
        var outputs = _plan.Names.Select((_, i) => _aggregates.Aggregates[_plan.IndexOf(_plan.Plain(i)!)]);
        return new GroupTable(
            [.. _keys.Select((k, i) => Figures.Of(k.Value.Type, all.Keys!.Columns[i], kept, Workers))],
            [.. outputs.Select(output => Figures.Of(kept.Length, (start, values) => Fill(all, kept.AsSpan(start, values.Length), output, distinct, values), Workers))]);
    }

    private GroupTable Computed(GroupState all, IReadOnlyList<IReadOnlyList<Scalar>>? types, long? groups)
    {
        var (sorted, keys, values) = _filled ??= Filled();
        var figures = new GroupFigures(_plan, [.. _keys.Select(k => (k.Name, k.Value.Type))], keys, values, sorted.Length, types, groups);
        int[] chosen = figures.Choose(_having, _order, _question.Limit);
        var outputs = types is null ? figures.Outputs : figures.Outputs.Concat(_order.Select(o => figures.Other(o.Other)));
        return new GroupTable(
            [.. _keys.Select((k, i) => Figures.Of(k.Value.Type, all.Keys!.Columns[i], Array.ConvertAll(chosen, g => sorted[g]), Workers))],
            [.. outputs.Select(o => Figures.Of(Array.ConvertAll(chosen, g => o[g])))]);
    }

    private (int[] Sorted, Scalar[][] Keys, Scalar[][] Values) Filled()
    {
        var all = _groups.All(Workers);
        int[] sorted = all.Keys!.Order(Workers);
        var distinct = Counted(all);
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
        return (sorted, keys, values);
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
