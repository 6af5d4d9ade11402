namespace Grid.Query;

/// <summary>
/// The groups of one slice, of some partitions, in order of their keys; or, where they weigh more than a state may, only a sketch of how many
/// there are, by which the question chooses its slices. Which of the two follows from the groups alone, not from the order of merging.
/// </summary>
internal sealed class GroupState : AggregateState
{
    private const int SketchPrecision = 12;

    private readonly long _weightEach;

    private GroupState(long weightEach, HyperLogLog sketch) => (_weightEach, Sketch) = (weightEach, sketch);

    private GroupState(long weightEach, GroupKeys keys, long[] rows, GroupValues[] values) =>
        (_weightEach, Keys, Rows, Values) = (weightEach, keys, rows, values);

    /// <summary>Set where there are too many groups: then there is nothing else.</summary>
    public HyperLogLog? Sketch { get; }

    public GroupKeys? Keys { get; }

    /// <summary>Rows per group.</summary>
    public long[] Rows { get; } = [];

    /// <summary>Per argument.</summary>
    public GroupValues[] Values { get; } = [];

    public static HyperLogLog NewSketch() => new(SketchPrecision);

    /// <summary>The hash that a group's hash is sketched by: the groups of a slice have much of theirs in common.</summary>
    public static ulong SketchHash(ulong hash) => StableHash.Of(hash);

    public static GroupState TooMany(long weightEach, HyperLogLog sketch) => new(weightEach, sketch);

    /// <summary>Of groups in order, as long as they weigh no more than the budget.</summary>
    /// <param name="weightEach">What the arguments weigh in every group.</param>
    /// <param name="keys">Ascending.</param>
    /// <param name="rows">Rows per group.</param>
    /// <param name="values">Per argument.</param>
    public static GroupState Of(long weightEach, GroupKeys keys, long[] rows, GroupValues[] values)
    {
        long weight = 0;
        for (int i = 0; i < keys.Count; i++)
        {
            weight += weightEach + keys.WeightOf(i);
            foreach (var value in values)
                weight += value.WeightOf(i);
        }
        // A single group always goes, or there would be no end of slices.
        return weight <= GroupLimits.Budget || keys.Count == 1
            ? new GroupState(weightEach, keys, rows, values)
            : TooMany(weightEach, SketchOf(keys));
    }

    public override AggregateState Merge(AggregateState next)
    {
        if (next is not GroupState other || other._weightEach != _weightEach)
            throw FromAnotherScan();
        if (Sketch is not null || other.Sketch is not null)
            return TooMany(_weightEach, (Sketch ?? SketchOf(Keys!)).Merge(other.Sketch ?? SketchOf(other.Keys!)));
        if (Keys!.Columns.Count != other.Keys!.Columns.Count || Values.Length != other.Values.Length
            || Values.Zip(other.Values).Any(p => !p.First.IsLike(p.Second)) || Keys.Columns.Zip(other.Keys.Columns).Any(p => p.First.IsText != p.Second.IsText))
            throw FromAnotherScan();
        var (keys, left, right) = Keys.Union(other.Keys);
        var rows = new long[left.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (left[i] >= 0 ? Rows[left[i]] : 0) + (right[i] >= 0 ? other.Rows[right[i]] : 0);
        return Of(_weightEach, keys, rows, [.. Values.Select((v, i) => v.Merge(other.Values[i], left, right))]);
    }

    internal override long Weight => 100 + (Keys is null ? 1 << SketchPrecision : Keys.Count * (8L + 40 * Keys.Columns.Count)) + Values.Sum(v => v.Weight);

    private protected override ScanKind Kind => ScanKind.Groups;

    private protected override void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)_weightEach);
        writer.Bool(Sketch is not null);
        if (Sketch is not null)
        {
            Sketch.Write(writer);
            return;
        }
        Keys!.Write(writer);
        foreach (long rows in Rows)
            writer.Unsigned((ulong)rows);
        writer.Count(Values.Length);
        foreach (var values in Values)
            values.Write(writer);
    }

    public static GroupState Read(ref ByteReader reader)
    {
        long weightEach = reader.Long();
        if (reader.Bool())
            return TooMany(weightEach, HyperLogLog.Read(ref reader));
        var keys = GroupKeys.Read(ref reader);
        var rows = new long[keys.Count];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = reader.Long();
        var values = new GroupValues[reader.Count()];
        for (int i = 0; i < values.Length; i++)
            values[i] = GroupValues.Read(ref reader, keys.Count);
        return new GroupState(weightEach, keys, rows, values);
    }

    private static HyperLogLog SketchOf(GroupKeys keys)
    {
        var sketch = NewSketch();
        for (int i = 0; i < keys.Count; i++)
            sketch.Add(SketchHash(keys.HashOf(i)));
        return sketch;
    }
}
