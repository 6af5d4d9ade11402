namespace Grid.Query;

/// <summary>
/// What a profile does not tell of all rows: quantiles, by closer looks at where their ranks lie; the first and the last value, of all
/// rows as one group; and the most frequent value, by a count of each.
/// </summary>
internal sealed class AggregateLooks
{
    private readonly Expression? _filter;
    private readonly AggregateColumns _columns;
    private readonly Dictionary<int, RankSearch> _ranks = [];
    private readonly Dictionary<int, TopFold> _modes = [];
    private readonly Queue<(int Argument, GroupCollection Values)> _counts = [];
    private readonly List<int> _placed;
    private readonly GroupCollection? _ends;

    public AggregateLooks(AggregateColumns columns, Expression? filter, ProfileState profile, long groupBudget)
    {
        (_columns, _filter) = (columns, filter);
        var asked = columns.Arguments.Index().ToList();
        foreach (var (i, (value, functions)) in asked)
        {
            double[] shares = [.. columns.Aggregates.Where(a => a.Aggregate.Function == AggregateFunction.Quantile && a.Arguments[0] == i).Select(a => a.Aggregate.Share)];
            if (shares.Length > 0 && profile.Columns[i] is { Count: > 0 and var count, Distribution: { } distribution })
                _ranks[i] = new RankSearch(shares.SelectMany(s => Wanted(count, s)), distribution);
            if (functions.Contains(AggregateFunction.Mode))
                _counts.Enqueue((i, new GroupCollection(filter, [Missing.AsNull(value)], [], long.MaxValue, groupBudget, _modes[i] = new TopFold())));
        }
        _placed = [.. asked.Where(a => a.Item.Functions.Exists(f => f is AggregateFunction.First or AggregateFunction.Last)).Select(a => a.Index)];
        if (_placed.Count > 0)
        {
            _ends = new GroupCollection(filter, [Expression.Of(Scalar.Bool(true))],
                [.. _placed.Select(i => (Missing.AsNull(columns.Arguments[i].Value), Parts(columns.Arguments[i].Functions)))], long.MaxValue, groupBudget);
        }
    }

    public Scan? Next => Open() is { Count: > 0 } open
        ? new RankScan(_filter, [.. open.Select(o => (_columns.Arguments[o.Argument].Value, o.Ranges))])
        : _ends?.Next ?? (_counts.TryPeek(out var counting) ? counting.Values.Next : null);

    public void Accept(AggregateState state)
    {
        var open = Open();
        if (open.Count > 0)
        {
            int at = 0;
            var ranges = Expect<RankState>(state).Ranges;
            foreach (var (argument, wanted) in open)
            {
                _ranks[argument].Narrow(ranges.Skip(at).Take(wanted.Length));
                at += wanted.Length;
            }
        }
        else if (_ends?.Next is not null)
        {
            _ends.Accept(Expect<GroupState>(state));
        }
        else
        {
            var values = _counts.Peek().Values;
            values.Accept(Expect<GroupState>(state));
            if (values.TooMany)
                throw DistinctSearch.TooMany();
            if (values.Next is null)
                _counts.Dequeue();
        }
    }

    /// <summary>The value at a share of an argument.</summary>
    public Scalar Quantile(int argument, double share, long count)
    {
        if (!_ranks.TryGetValue(argument, out var ranks))
            return Scalar.Null;
        var (rank, fraction) = Interpolation.Position(count, share);
        return Interpolation.Between(_columns.Arguments[argument].Value.Type, ranks[rank], ranks[fraction == 0 ? rank : rank + 1], fraction);
    }

    /// <summary>The most frequent value of an argument; of equals, the least.</summary>
    public Scalar Mode(int argument) => _modes[argument].Value(_columns.Arguments[argument].Value.Type);

    /// <summary>The first or the last value of an argument.</summary>
    public Scalar End(int argument, AggregateFunction function, Workers workers)
    {
        var all = _ends!.All(workers);
        return all.Keys!.Count == 0 ? Scalar.Null : all.Values[_placed.IndexOf(argument)].Value(function, _columns.Arguments[argument].Value.Type, 0);
    }

    private List<(int Argument, KeyRange[] Ranges)> Open() => [.. _ranks.Select(r => (r.Key, r.Value.Ranges)).Where(r => r.Ranges.Length > 0).OrderBy(r => r.Key)];

    private static IEnumerable<long> Wanted(long n, double share)
    {
        var (rank, fraction) = Interpolation.Position(n, share);
        return fraction == 0 ? [rank] : [rank, rank + 1];
    }

    private static GroupParts Parts(List<AggregateFunction> functions) =>
        (functions.Contains(AggregateFunction.First) ? GroupParts.First : 0) | (functions.Contains(AggregateFunction.Last) ? GroupParts.Last : 0);

    private static T Expect<T>(AggregateState state) where T : AggregateState =>
        state as T ?? throw new ArgumentException($"A {state.GetType().Name} is not what the scan gives; expected a {typeof(T).Name}.");
}
