using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Answers <see cref="DescribeQuestion"/>: a scan of profiles, then closer looks until every wanted rank is known, and a count of the texts of
/// columns that have too many for a profile.
/// </summary>
internal sealed class DescribeExecution : Execution
{
    private readonly Expression? _filter;
    private readonly long _groupBudget;
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;
    private readonly double[] _shares;
    private readonly RankSearch?[] _ranks;
    private readonly TopFold?[] _texts;
    private readonly Queue<GroupCollection> _uncounted = [];
    private ProfileState? _profile;
    private Scan? _next;

    public DescribeExecution(DescribeQuestion question, FramePlan frame, long groupBudget)
    {
        (_filter, _columns, _groupBudget) = (frame.Filter, frame.Columns(question.Columns), groupBudget);
        _shares = [.. (question.Percentiles ?? [0.25, 0.5, 0.75]).Distinct().Order()];
        foreach (double share in _shares)
        {
            if (!(share >= 0 && share <= 1))
                throw new QuestionException($"a percentile of {share} is out of range; give shares between 0 and 1, such as 0.5 for the median.");
        }
        (_ranks, _texts) = (new RankSearch?[_columns.Count], new TopFold?[_columns.Count]);
        _next = new ProfileScan(_filter, [.. _columns.Select(c => (c.Value, Parts(c.Value.Type)))]);
    }

    public override Scan? NextScan => _next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        if (_profile is null)
            Start(Expect<ProfileState>(mergedOfAllPartitions));
        else if (_next is RankScan)
            Narrow(Expect<RankState>(mergedOfAllPartitions));
        else
            Count(Expect<GroupState>(mergedOfAllPartitions));
        var open = _columns.Select((c, i) => (c.Value, Ranges: _ranks[i]?.Ranges ?? [])).Where(c => c.Ranges.Length > 0).ToList();
        _next = open.Count > 0 ? new RankScan(_filter, open) : _uncounted.TryPeek(out var counting) ? counting.Next : null;
    }

    private void Start(ProfileState profile)
    {
        if (profile.Columns.Count != _columns.Count)
            throw new ArgumentException($"A state of {profile.Columns.Count} columns does not answer a scan of {_columns.Count}.");
        _profile = profile;
        for (int i = 0; i < _columns.Count; i++)
        {
            var column = profile.Columns[i];
            if (HasRanks(_columns[i].Value.Type) && column.Distribution is { } distribution && column.Count > 0)
                _ranks[i] = new RankSearch(_shares.SelectMany(s => Wanted(column.Count, s)), distribution);
            if (column.Texts is not { IsExact: false } texts)
                continue;
            var counted = _texts[i] = new TopFold();
            _uncounted.Enqueue(new GroupCollection(_filter, [_columns[i].Value], [], long.MaxValue, _groupBudget, counted, texts.Distinct.Count));
        }
    }

    private void Count(GroupState texts)
    {
        var counting = _uncounted.Peek();
        counting.Accept(texts);
        if (counting.TooMany)
            throw DistinctSearch.TooMany();
        if (counting.Next is null)
            _uncounted.Dequeue();
    }

    private void Narrow(RankState looked)
    {
        int at = 0, wanted = _ranks.Sum(r => r?.Ranges.Length ?? 0);
        if (looked.Ranges.Count != wanted)
            throw new ArgumentException($"A state of {looked.Ranges.Count} ranges does not answer a scan of {wanted}.");
        foreach (var search in _ranks)
        {
            if (search is null)
                continue;
            int count = search.Ranges.Length;
            search.Narrow(looked.Ranges.Skip(at).Take(count));
            at += count;
        }
    }

    public override Answer Finish()
    {
        if (_profile is null || _next is not null)
            throw Unfinished();
        return new DescribeAnswer(_profile.Rows, [.. _columns.Select((c, i) => Summary(c.Name, c.Value.Type, i))]) { Shares = _shares };
    }

    private ColumnSummary Summary(string name, LogicalType type, int column)
    {
        var (known, ranks) = (_profile!.Columns[column], _ranks[column]);
        var moments = known.Moments;
        var (distinct, top, frequency) = _texts[column] is { } counted
            ? (new DistinctCount(counted.Count, true), counted.Value(type), counted.Frequency)
            : Top(type, known);
        return new ColumnSummary(name, type, known.Count, known.Nulls,
            moments is null ? Scalar.Null : AggregateValue.Mean(type, moments),
            moments is null ? null : AggregateValue.Deviation(type, moments),
            AggregateValue.Min(type, known), AggregateValue.Max(type, known),
            HasRanks(type) ? [.. _shares.Select(s => new Percentile(s, Value(type, known, ranks, s)))] : [],
            distinct, top, frequency)
        {
            NaNs = known.NaNs,
        };
    }

    private static Scalar Value(LogicalType type, ColumnProfile known, RankSearch? ranks, double share)
    {
        if (ranks is null)
            return Scalar.Null;
        var (rank, fraction) = Interpolation.Position(known.Count, share);
        ulong lower = ranks[rank];
        return Interpolation.Between(type, lower, fraction == 0 ? lower : ranks[rank + 1], fraction);
    }

    private static IEnumerable<long> Wanted(long n, double share)
    {
        var (rank, fraction) = Interpolation.Position(n, share);
        return fraction == 0 ? [rank] : [rank, rank + 1];
    }

    private static (DistinctCount? Distinct, Scalar Top, long? Frequency) Top(LogicalType type, ColumnProfile known)
    {
        if (type.Kind == LogicalKind.Text)
        {
            var top = known.Texts!.Top;
            return (known.Texts.Distinct, AggregateValue.Text(top?.Text), top?.Count);
        }
        if (type.Kind != LogicalKind.Bool)
            return (null, Scalar.Null, null);
        var values = known.Distribution!;
        if (values.Counts.Length == 0)
            return (new DistinctCount(0, true), Scalar.Null, null);
        int best = values.Counts.Length == 2 && values.Counts[1] > values.Counts[0] ? 1 : 0;
        return (new DistinctCount(values.Counts.Length, true), ScalarKey.ToScalar(type, values.Keys[best]), values.Counts[best]);
    }

    private ProfileParts Parts(LogicalType type) => type.Kind switch
    {
        LogicalKind.Text => ProfileParts.Extremes | ProfileParts.Distinct,
        LogicalKind.Bool => ProfileParts.Extremes | ProfileParts.Distribution,
        _ => ProfileParts.Extremes | ProfileParts.Moments | (_shares.Length > 0 ? ProfileParts.Distribution : ProfileParts.None),
    };

    private static bool HasRanks(LogicalType type) => type.Kind is not (LogicalKind.Text or LogicalKind.Bool);
}
