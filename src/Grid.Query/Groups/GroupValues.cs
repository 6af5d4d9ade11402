using Grid.Columns;

namespace Grid.Query;

/// <summary>What is known of an argument in every group. Immutable once in a state.</summary>
internal sealed class GroupValues
{
    /// <summary>Values that are not null.</summary>
    public required long[] Counts { get; init; }

    public GroupSums? Sums { get; init; }

    public GroupSums? Squares { get; init; }

    /// <summary>The extremes of what is not NaN.</summary>
    public KeyRange[]? Ranges { get; init; }

    public GroupDistinct? Distinct { get; set; }

    /// <summary>Of texts: distinct values and extremes.</summary>
    public TextCounts[]? Texts { get; init; }

    /// <summary>All values of each group.</summary>
    public GroupRuns? Runs { get; init; }

    /// <summary>The first value of each group, where it has one.</summary>
    public PlacedValue?[]? Firsts { get; init; }

    public PlacedValue?[]? Lasts { get; init; }

    /// <summary>What a group weighs beyond what all groups do.</summary>
    public long WeightOf(int group) => (Distinct?.WeightOf(group) ?? 0) + (Texts?[group].Nominal ?? 0) + (Runs?[group].Nominal ?? 0);

    /// <summary>Whether groups weigh something beyond what all do.</summary>
    public bool IsUneven => Distinct is not null || Texts is not null || Runs is not null;

    public long Weight => 8L * Counts.Length + (Sums?.Weight ?? 0) + (Squares?.Weight ?? 0) + 16L * (Ranges?.Length ?? 0)
        + (Distinct?.Weight ?? 0) + (Texts?.Sum(t => t.Weight) ?? 0) + (Runs?.Weight ?? 0) + 60L * ((Firsts?.Length ?? 0) + (Lasts?.Length ?? 0));

    public bool IsLike(GroupValues other) =>
        Sums is null == other.Sums is null && Squares is null == other.Squares is null && Ranges is null == other.Ranges is null
        && Distinct is null == other.Distinct is null && Texts is null == other.Texts is null
        && Runs is null == other.Runs is null && Firsts is null == other.Firsts is null && Lasts is null == other.Lasts is null;

    /// <summary>Room for what some states know of an argument, merged.</summary>
    /// <param name="from">Of each state.</param>
    /// <param name="rows">The rows of the merged groups, which are also counts where each state counts rows.</param>
    /// <param name="asRows">Whether each state counts rows.</param>
    public static GroupValues Room(IReadOnlyList<GroupValues> from, long[] rows, bool asRows)
    {
        var first = from[0];
        int groups = rows.Length;
        var ranges = first.Ranges is null ? null : new KeyRange[groups];
        ranges?.AsSpan().Fill(KeyRange.Empty);
        return new GroupValues
        {
            Counts = asRows ? rows : new long[groups],
            Sums = first.Sums is null ? null : GroupSums.Room([.. from.Select(v => v.Sums!)], groups),
            Squares = first.Squares is null ? null : GroupSums.Room([.. from.Select(v => v.Squares!)], groups),
            Ranges = ranges,
            Texts = first.Texts is null ? null : new TextCounts[groups],
            Runs = first.Runs is null ? null : GroupRuns.Room(groups),
            Firsts = first.Firsts is null ? null : new PlacedValue?[groups],
            Lasts = first.Lasts is null ? null : new PlacedValue?[groups],
        };
    }

    /// <summary>Adds what another state knows of groups, from one on, to groups of this one, but for their distinct keys. Different groups may be added to at once.</summary>
    /// <param name="from">The other.</param>
    /// <param name="start">Its first group.</param>
    /// <param name="slots">Where each of its groups is here.</param>
    /// <param name="asRows">Whether counts are rows, and are added as such.</param>
    public void Take(GroupValues from, int start, ReadOnlySpan<int> slots, bool asRows)
    {
        for (int i = 0; i < slots.Length && !asRows; i++)
            Counts[slots[i]] += from.Counts[start + i];
        Sums?.Take(from.Sums!, start, slots);
        Squares?.Take(from.Squares!, start, slots);
        for (int i = 0; i < slots.Length && Ranges is not null; i++)
            Ranges[slots[i]] = Ranges[slots[i]].Union(from.Ranges![start + i]);
        Take(Texts, from.Texts, start, slots, (a, b) => a.Merge(b));
        Runs?.Take(from.Runs!, start, slots);
        Take(Firsts, from.Firsts, start, slots, (a, b) => a.Earlier(b));
        Take(Lasts, from.Lasts, start, slots, (a, b) => a.Later(b));
    }

    /// <summary>Ends the taking of groups from one to before another.</summary>
    public void Settle(int from, int to) => Runs?.Settle(from, to);

    /// <summary>What is known of groups in another order.</summary>
    public GroupValues Order(int[] groups, long[] counts) => new()
    {
        Counts = counts,
        Sums = Sums?.Take(groups),
        Squares = Squares?.Take(groups),
        Ranges = Ranges is null ? null : Array.ConvertAll(groups, g => Ranges[g]),
        Distinct = Distinct?.Take(groups),
        Texts = Texts is null ? null : Array.ConvertAll(groups, g => Texts[g]),
        Runs = Runs?.Take(groups),
        Firsts = Firsts is null ? null : Array.ConvertAll(groups, g => Firsts[g]),
        Lasts = Lasts is null ? null : Array.ConvertAll(groups, g => Lasts[g]),
    };

    /// <summary>What is known of the sums of some groups, and nothing else.</summary>
    public GroupValues TakeSums(ReadOnlySpan<int> groups)
    {
        var counts = new long[groups.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = Counts[groups[i]];
        return new GroupValues { Counts = counts, Sums = Sums?.Take(groups), Squares = Squares?.Take(groups) };
    }

    /// <summary>The value of an aggregate of a group; null where it is not defined.</summary>
    public Scalar Value(AggregateFunction function, LogicalType type, int group)
    {
        switch (function)
        {
            case AggregateFunction.Count:
                return Scalar.Int64(Counts[group]);
            case AggregateFunction.Any:
                return Scalar.Bool(!Ranges![group].IsEmpty && Ranges[group].Most == 1);
            case AggregateFunction.All:
                return Scalar.Bool(Ranges![group].IsEmpty || Ranges[group].Least == 1);
            case AggregateFunction.Min:
                return Texts is not null ? AggregateValue.Text(Texts[group].Min)
                    : Ranges![group].IsEmpty ? Scalar.Null : ScalarKey.ToScalar(type, Ranges[group].Least);
            case AggregateFunction.Max:
                return Texts is not null ? AggregateValue.Text(Texts[group].Max)
                    : Ranges![group].IsEmpty ? Scalar.Null : ScalarKey.ToScalar(type, Ranges[group].Most);
            case AggregateFunction.NUnique or AggregateFunction.ApproxNUnique:
                return Scalar.Int64(DistinctOf(group).Count);
            case AggregateFunction.First:
                return Firsts![group]?.ToScalar(type) ?? Scalar.Null;
            case AggregateFunction.Last:
                return Lasts![group]?.ToScalar(type) ?? Scalar.Null;
            case AggregateFunction.Sum:
                return SumValue.Sum(type, Sums!, group);
            case AggregateFunction.Mean:
                return SumValue.Mean(type, Sums!, group, Counts[group]);
            case AggregateFunction.Var:
                return AggregateValue.Variance(MomentsOf(group));
            default:
                return SumValue.Deviation(type, Sums!, Squares!, group, Counts[group]) is { } std ? Scalar.Float64(std) : Scalar.Null;
        }
    }

    /// <summary>What is known of a group's sums.</summary>
    public Moments MomentsOf(int group)
    {
        var sum = new ExactSum();
        Sums!.AddTo(sum, group);
        var squares = new ExactSum();
        Squares?.AddTo(squares, group);
        return new Moments(Counts[group], sum, squares);
    }

    /// <summary>Whether the distinct values of every group were told apart.</summary>
    public bool IsExact => Texts is not null ? Array.TrueForAll(Texts, t => t.Distinct.IsExact) : Distinct is null || Distinct.IsExact;

    public DistinctCount DistinctOf(int group) => Texts?[group].Distinct ?? Distinct!.CountOf(group);

    public void Write(ByteWriter writer, long[] rows)
    {
        bool asRows = ReferenceEquals(Counts, rows);
        writer.Bool(asRows);
        writer.Byte((byte)((Sums is null ? 0 : 1) | (Squares is null ? 0 : 2) | (Ranges is null ? 0 : 4) | (Distinct is null ? 0 : 8) | (Texts is null ? 0 : 16)
            | (Runs is null ? 0 : 32) | (Firsts is null ? 0 : 64) | (Lasts is null ? 0 : 128)));
        for (int i = 0; i < Counts.Length && !asRows; i++)
            writer.Unsigned((ulong)Counts[i]);
        Sums?.Write(writer);
        Squares?.Write(writer);
        foreach (var range in Ranges ?? [])
            range.Write(writer);
        Distinct?.Write(writer);
        foreach (var texts in Texts ?? [])
            texts.Write(writer);
        Runs?.Write(writer);
        if (Firsts is not null)
            PlacedValue.Write(writer, Firsts);
        if (Lasts is not null)
            PlacedValue.Write(writer, Lasts);
    }

    public static GroupValues Read(ref ByteReader reader, long[] rows)
    {
        bool asRows = reader.Bool();
        int groups = rows.Length, parts = reader.Byte();
        long[] counts = asRows ? rows : new long[groups];
        for (int i = 0; i < groups && !asRows; i++)
            counts[i] = reader.Long();
        var sums = (parts & 1) != 0 ? GroupSums.Read(ref reader, groups) : null;
        var squares = (parts & 2) != 0 ? GroupSums.Read(ref reader, groups) : null;
        var ranges = (parts & 4) != 0 ? new KeyRange[groups] : null;
        for (int i = 0; i < ranges?.Length; i++)
            ranges[i] = KeyRange.Read(ref reader);
        var distinct = (parts & 8) != 0 ? GroupDistinct.Read(ref reader, groups) : null;
        var texts = (parts & 16) != 0 ? new TextCounts[groups] : null;
        for (int i = 0; i < texts?.Length; i++)
            texts[i] = TextCounts.Read(ref reader);
        return new GroupValues
        {
            Counts = counts,
            Sums = sums,
            Squares = squares,
            Ranges = ranges,
            Distinct = distinct,
            Texts = texts,
            Runs = (parts & 32) != 0 ? GroupRuns.Read(ref reader, groups) : null,
            Firsts = (parts & 64) != 0 ? PlacedValue.Read(ref reader, groups) : null,
            Lasts = (parts & 128) != 0 ? PlacedValue.Read(ref reader, groups) : null,
        };
    }

    private static void Take<T>(T?[]? mine, T?[]? others, int start, ReadOnlySpan<int> slots, Func<T, T, T> merge) where T : class
    {
        for (int i = 0; i < slots.Length && mine is not null; i++)
        {
            if (others![start + i] is { } next)
                mine[slots[i]] = mine[slots[i]] is { } known ? merge(known, next) : next;
        }
    }
}
