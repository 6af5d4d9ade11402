namespace Grid.Query;

/// <summary>What is known of a column or expression, of some partitions. Immutable once it is in a state.</summary>
internal sealed class ColumnProfile
{
    public long Nulls { get; init; }

    /// <summary>Values that are neither null nor NaN; infinities are among them.</summary>
    public long Count { get; init; }

    public long NaNs { get; init; }

    public long Infinities { get; init; }

    /// <summary>The extremes of what is not NaN, as keys; the least is above the greatest where there is none.</summary>
    public KeyRange Range { get; init; } = KeyRange.Empty;

    /// <summary>The extremes of what is finite.</summary>
    public KeyRange Finite { get; init; } = KeyRange.Empty;

    public Moments? Moments { get; init; }

    public KeyDistribution? Distribution { get; init; }

    public DistinctKeys? Distinct { get; init; }

    public TextCounts? Texts { get; init; }

    public ColumnProfile Merge(ColumnProfile next) => new()
    {
        Nulls = Nulls + next.Nulls,
        Count = Count + next.Count,
        NaNs = NaNs + next.NaNs,
        Infinities = Infinities + next.Infinities,
        Range = Range.Union(next.Range),
        Finite = Finite.Union(next.Finite),
        Moments = Moments is null ? null : Moments.Merge(next.Moments!),
        Distribution = Distribution is null ? null : Distribution.Merge(next.Distribution!),
        Distinct = Distinct is null ? null : Distinct.Merge(next.Distinct!),
        Texts = Texts is null ? null : Texts.Merge(next.Texts!),
    };

    /// <summary>About how many bytes of memory it takes.</summary>
    public long Weight => 300 + (Distribution?.Weight ?? 0) + (Distinct?.Weight ?? 0) + (Texts?.Weight ?? 0);

    /// <summary>Whether both know the same things.</summary>
    public bool IsLike(ColumnProfile other) =>
        Moments is null == other.Moments is null && Distribution is null == other.Distribution is null
        && Distinct is null == other.Distinct is null && Texts is null == other.Texts is null;

    public void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)Nulls);
        writer.Unsigned((ulong)Count);
        writer.Unsigned((ulong)NaNs);
        writer.Unsigned((ulong)Infinities);
        Range.Write(writer);
        Finite.Write(writer);
        writer.Byte((byte)((Moments is null ? 0 : 1) | (Distribution is null ? 0 : 2) | (Distinct is null ? 0 : 4) | (Texts is null ? 0 : 8)));
        Moments?.Write(writer);
        Distribution?.Write(writer);
        Distinct?.Write(writer);
        Texts?.Write(writer);
    }

    public static ColumnProfile Read(ref ByteReader reader)
    {
        long nulls = reader.Long(), count = reader.Long(), nans = reader.Long(), infinities = reader.Long();
        KeyRange range = KeyRange.Read(ref reader), finite = KeyRange.Read(ref reader);
        int parts = reader.Within(0, 15);
        return new ColumnProfile
        {
            Nulls = nulls,
            Count = count,
            NaNs = nans,
            Infinities = infinities,
            Range = range,
            Finite = finite,
            Moments = (parts & 1) != 0 ? Query.Moments.Read(ref reader) : null,
            Distribution = (parts & 2) != 0 ? KeyDistribution.Read(ref reader) : null,
            Distinct = (parts & 4) != 0 ? DistinctKeys.Read(ref reader) : null,
            Texts = (parts & 8) != 0 ? TextCounts.Read(ref reader) : null,
        };
    }
}
