using Grid.Columns;

namespace Grid.Query;

/// <summary>What is known of an argument in every group. Immutable once in a state.</summary>
internal sealed class GroupValues
{
    /// <summary>Values that are not null.</summary>
    public required long[] Counts { get; init; }

    public PackedSums? Sums { get; init; }

    public PackedSums? Squares { get; init; }

    /// <summary>The extremes of what is not NaN.</summary>
    public KeyRange[]? Ranges { get; init; }

    public DistinctKeys[]? Distinct { get; init; }

    /// <summary>Of texts: distinct values and extremes.</summary>
    public TextCounts[]? Texts { get; init; }

    /// <summary>What a group weighs beyond what all groups do.</summary>
    public long WeightOf(int group) => (Distinct?[group].Nominal ?? 0) + (Texts?[group].Nominal ?? 0);

    public long Weight => 8L * Counts.Length + (Sums?.Weight ?? 0) + (Squares?.Weight ?? 0) + 16L * (Ranges?.Length ?? 0)
        + (Distinct?.Sum(d => d.Weight) ?? 0) + (Texts?.Sum(t => t.Weight) ?? 0);

    public bool IsLike(GroupValues other) =>
        Sums is null == other.Sums is null && Squares is null == other.Squares is null && Ranges is null == other.Ranges is null
        && Distinct is null == other.Distinct is null && Texts is null == other.Texts is null;

    public GroupValues Merge(GroupValues next, int[] left, int[] right)
    {
        var counts = new long[left.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = (left[i] >= 0 ? Counts[left[i]] : 0) + (right[i] >= 0 ? next.Counts[right[i]] : 0);
        return new GroupValues
        {
            Counts = counts,
            Sums = Sums is null ? null : PackedSums.Merge(Sums, next.Sums!, left, right),
            Squares = Squares is null ? null : PackedSums.Merge(Squares, next.Squares!, left, right),
            Ranges = Merge(Ranges, next.Ranges, left, right, (a, b) => a.Union(b)),
            Distinct = Merge(Distinct, next.Distinct, left, right, (a, b) => a.Merge(b)),
            Texts = Merge(Texts, next.Texts, left, right, (a, b) => a.Merge(b)),
        };
    }

    /// <summary>The value of an aggregate of a group; null where it is not defined.</summary>
    public Scalar Value(AggregateFunction function, DataType type, int group)
    {
        switch (function)
        {
            case AggregateFunction.Count:
                return Scalar.Int64(Counts[group]);
            case AggregateFunction.Min:
                return Texts is not null ? AggregateValue.Text(Texts[group].Min)
                    : Ranges![group].IsEmpty ? Scalar.Null : ScalarKey.ToScalar(type, Ranges[group].Least);
            case AggregateFunction.Max:
                return Texts is not null ? AggregateValue.Text(Texts[group].Max)
                    : Ranges![group].IsEmpty ? Scalar.Null : ScalarKey.ToScalar(type, Ranges[group].Most);
            case AggregateFunction.NUnique or AggregateFunction.ApproxNUnique:
                return Scalar.Int64(DistinctOf(group).Count);
        }
        var sum = new ExactSum();
        Sums!.AddTo(sum, group);
        var squares = new ExactSum();
        Squares?.AddTo(squares, group);
        var moments = new Moments(Counts[group], sum, squares);
        return function switch
        {
            AggregateFunction.Sum => AggregateValue.Sum(type, moments),
            AggregateFunction.Mean => AggregateValue.Mean(type, moments),
            _ => AggregateValue.Deviation(type, moments) is { } std ? Scalar.Float64(std) : Scalar.Null,
        };
    }

    public DistinctCount DistinctOf(int group) => Texts?[group].Distinct ?? Distinct![group].Count;

    public void Write(ByteWriter writer)
    {
        foreach (long count in Counts)
            writer.Unsigned((ulong)count);
        writer.Byte((byte)((Sums is null ? 0 : 1) | (Squares is null ? 0 : 2) | (Ranges is null ? 0 : 4) | (Distinct is null ? 0 : 8) | (Texts is null ? 0 : 16)));
        Sums?.Write(writer);
        Squares?.Write(writer);
        foreach (var range in Ranges ?? [])
            range.Write(writer);
        foreach (var distinct in Distinct ?? [])
            distinct.Write(writer);
        foreach (var texts in Texts ?? [])
            texts.Write(writer);
    }

    public static GroupValues Read(ref ByteReader reader, int groups)
    {
        var counts = new long[groups];
        for (int i = 0; i < groups; i++)
            counts[i] = reader.Long();
        int parts = reader.Within(0, 31);
        var sums = (parts & 1) != 0 ? PackedSums.Read(ref reader, groups) : null;
        var squares = (parts & 2) != 0 ? PackedSums.Read(ref reader, groups) : null;
        var ranges = (parts & 4) != 0 ? new KeyRange[groups] : null;
        for (int i = 0; i < ranges?.Length; i++)
            ranges[i] = KeyRange.Read(ref reader);
        var distinct = (parts & 8) != 0 ? new DistinctKeys[groups] : null;
        for (int i = 0; i < distinct?.Length; i++)
            distinct[i] = DistinctKeys.Read(ref reader);
        var texts = (parts & 16) != 0 ? new TextCounts[groups] : null;
        for (int i = 0; i < texts?.Length; i++)
            texts[i] = TextCounts.Read(ref reader);
        return new GroupValues { Counts = counts, Sums = sums, Squares = squares, Ranges = ranges, Distinct = distinct, Texts = texts };
    }

    private static T[]? Merge<T>(T[]? mine, T[]? others, int[] left, int[] right, Func<T, T, T> merge)
    {
        if (mine is null)
            return null;
        var merged = new T[left.Length];
        for (int i = 0; i < merged.Length; i++)
            merged[i] = left[i] < 0 ? others![right[i]] : right[i] < 0 ? mine[left[i]] : merge(mine[left[i]], others![right[i]]);
        return merged;
    }
}
