namespace Grid.Query;

/// <summary>
/// The groups of one slice, of some partitions; or, where they weigh more than a state may, only a sketch of how many
/// there are, by which the question chooses its slices. Which of the two follows from the groups alone, not from the order of merging.
/// </summary>
internal sealed class GroupState : AggregateState
{
    private const int SketchPrecision = 12;

    private readonly long _weightEach;
    private readonly long _budget;
    private readonly HyperLogLog? _sketch;
    private readonly GroupKeys? _keys;
    private readonly long[] _rows = [];
    private readonly GroupValues[] _values = [];
    private readonly int[]? _starts;
    private readonly PendingTable<GroupPass, GroupState>? _pending;
    private GroupState? _settled;

    private GroupState(long weightEach, long budget, HyperLogLog sketch) => (_weightEach, _budget, _sketch) = (weightEach, budget, sketch);

    private GroupState(long weightEach, long budget, PendingTable<GroupPass, GroupState> pending) => (_weightEach, _budget, _pending) = (weightEach, budget, pending);

    private GroupState(long weightEach, long budget, GroupKeys keys, long[] rows, GroupValues[] values, int[]? starts) =>
        (_weightEach, _budget, _keys, _rows, _values, _starts) = (weightEach, budget, keys, rows, values, starts);

    /// <summary>Set where there are too many groups: then there is nothing else.</summary>
    public HyperLogLog? Sketch => Settle()._sketch;

    public GroupKeys? Keys => Settle()._keys;

    /// <summary>Rows per group.</summary>
    public long[] Rows => Settle()._rows;

    /// <summary>Per argument.</summary>
    public GroupValues[] Values => Settle()._values;

    /// <summary>Where each shard of the groups starts, and where the last ends; null where they are in no order.</summary>
    public int[]? Starts => Settle()._starts;

    /// <summary>What is still to be found; null once it is.</summary>
    public PendingTable<GroupPass, GroupState>? Pending => _settled is null ? _pending : null;

    public override bool IsPending => Pending is not null;

    public static HyperLogLog NewSketch() => new(SketchPrecision);

    /// <summary>The hash that a group's hash is sketched by: the groups of a slice have much of theirs in common.</summary>
    public static ulong SketchHash(ulong hash) => StableHash.Of(hash);

    public static GroupState TooMany(long weightEach, long budget, HyperLogLog sketch) => new(weightEach, budget, sketch);

    /// <summary>Of groups that are found once they are asked for, or together with those of other partitions.</summary>
    public static GroupState Later(long weightEach, long budget, PendingTable<GroupPass, GroupState> pending) => new(weightEach, budget, pending);

    /// <summary>Of groups, as long as they weigh no more than the budget.</summary>
    /// <param name="weightEach">What the arguments weigh in every group.</param>
    /// <param name="budget">What the groups of a state may weigh.</param>
    /// <param name="keys">Each of them once.</param>
    /// <param name="rows">Rows per group.</param>
    /// <param name="values">Per argument.</param>
    /// <param name="starts">Where each shard starts; null where they are in no order.</param>
    public static GroupState Of(long weightEach, long budget, GroupKeys keys, long[] rows, GroupValues[] values, int[]? starts = null)
    {
        long weight = weightEach * keys.Count;
        bool isUneven = Array.Exists(values, v => v.IsUneven);
        weight += keys.WeightOfAll();
        for (int i = 0; i < keys.Count && isUneven; i++)
        {
            for (int v = 0; v < values.Length; v++)
                weight += values[v].WeightOf(i);
        }
        if (keys.Count == 1 && weight > GroupLimits.MostOfOne(budget) && Array.Exists(values, v => v.Runs is not null))
            throw new QuestionException($"all values of one group take {weight >> 20:N0} MiB, and a state of groups ends at {GroupLimits.MostOfOne(budget) >> 20:N0} MiB; 'grid describe --percentiles' with a --where for the group has its median and quantiles in little room.");
        // A single group always goes, or there would be no end of slices.
        return weight <= budget || keys.Count == 1
            ? new GroupState(weightEach, budget, keys, rows, values, starts)
            : TooMany(weightEach, budget, SketchOf(keys));
    }

    /// <summary>The groups of some slices, whatever they weigh.</summary>
    public static GroupState Concat(IReadOnlyList<GroupState> slices, Workers workers)
    {
        if (slices.Count == 1)
            return slices[0];
        var (keys, rows, values, starts) = new GroupMerge([.. slices], workers).Run();
        return new GroupState(slices[0]._weightEach, slices[0]._budget, keys, rows, values, starts);
    }

    /// <summary>Of groups of which some may occur several times: each once, with all of its rows.</summary>
    public static GroupState Counted(GroupState[] states)
    {
        var (keys, rows, _, starts) = new GroupMerge(states, Workers.None).Run();
        return new GroupState(0, long.MaxValue, keys, rows, [], starts);
    }

    /// <summary>The same groups, shard by shard, and in which order they are now; none where they were so before.</summary>
    public (GroupState State, int[]? Order) Sharded()
    {
        if (Starts is not null)
            return (this, null);
        var hashes = new ulong[Keys!.Count];
        for (int g = 0; g < hashes.Length; g++)
            hashes[g] = Keys.HashOf(g);
        var (order, starts) = GroupShards.Of(hashes);
        return (Take(order, starts), order);
    }

    /// <summary>Shard by shard of the hash of the first keys alone.</summary>
    public GroupState Sharded(int keys)
    {
        if (keys == Keys!.Columns.Count)
            return Sharded().State;
        var first = new GroupKeys([.. Keys.Columns.Take(keys)]);
        var hashes = new ulong[first.Count];
        for (int g = 0; g < hashes.Length; g++)
            hashes[g] = first.HashOf(g);
        var (order, starts) = GroupShards.Of(hashes);
        return Take(order, starts);
    }

    /// <summary>The groups of some shards that lie side by side, in as many shards, of which others are empty; of no shards where those are by other hashes than the keys'.</summary>
    public GroupState TakeShards(int from, int to, bool areKeys)
    {
        int start = Starts![from], end = Starts[to];
        int[] order = new int[end - start];
        for (int i = 0; i < order.Length; i++)
            order[i] = start + i;
        return Take(order, areKeys ? Array.ConvertAll(Starts, s => Math.Clamp(s, start, end) - start) : null);
    }

    /// <summary>Only how many groups there are about.</summary>
    public GroupState Sketched() => TooMany(_weightEach, _budget, Sketch ?? SketchOf(Keys!));

    /// <summary>What a group weighs in a budget.</summary>
    public long WeightOf(int group)
    {
        long weight = _weightEach + 3;
        foreach (var column in Keys!.Columns)
            weight += 9 + (column.IsText ? column.Text(group).Length : 0);
        foreach (var values in Values)
            weight += values.IsUneven ? values.WeightOf(group) : 0;
        return weight;
    }

    private GroupState Take(int[] order, int[]? starts)
    {
        long[] rows = Array.ConvertAll(order, g => Rows[g]);
        var values = Array.ConvertAll(Values, v => v.Order(order, ReferenceEquals(v.Counts, Rows) ? rows : Array.ConvertAll(order, g => v.Counts[g])));
        return new GroupState(_weightEach, _budget, Keys!.Take(order), rows, values, starts);
    }

    /// <summary>The state with what was still to be found.</summary>
    public GroupState Settle() => _pending is null ? this : _settled ??= _pending.Compute();

    private protected override AggregateState Settled() => Settle();

    public override AggregateState Merge(AggregateState next) => Merge([this, next], Workers.None);

    private protected override AggregateState MergeAll(IReadOnlyList<AggregateState> states, Workers workers)
    {
        GroupState[] all = [.. states.Select(s => s is GroupState g && g._weightEach == _weightEach && g._budget == _budget ? g : throw FromAnotherScan())];
        all = PendingTable<GroupPass, GroupState>.Settle(all, s => s.Pending, s => s.Settle(), workers);
        if (all.Length == 1)
            return all[0];
        if (Array.Exists(all, s => s.Sketch is not null))
            return TooMany(_weightEach, _budget, all.Select(s => s.Sketch ?? SketchOf(s.Keys!)).Aggregate((a, b) => a.Merge(b)));
        if (Array.Exists(all, s => !s.Keys!.IsLike(all[0].Keys!) || s.Values.Length != all[0].Values.Length || all[0].Values.Zip(s.Values).Any(p => !p.First.IsLike(p.Second))))
            throw FromAnotherScan();
        var (keys, rows, values, starts) = new GroupMerge(all, workers).Run();
        return Of(_weightEach, _budget, keys, rows, values, starts);
    }

    internal override long Weight => 100 + (Keys is null ? 1 << SketchPrecision : 8L * Keys.Count + Keys.Weight) + Values.Sum(v => v.Weight);

    private protected override ScanKind Kind => ScanKind.Groups;

    private protected override void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)_weightEach);
        writer.Unsigned((ulong)_budget);
        writer.Bool(Sketch is not null);
        if (Sketch is not null)
        {
            Sketch.Write(writer);
            return;
        }
        Keys!.Write(writer);
        foreach (long rows in Rows)
            writer.Unsigned((ulong)rows);
        writer.Bool(Starts is not null);
        for (int shard = 0; shard < GroupShards.Count && Starts is not null; shard++)
            writer.Count(Starts[shard + 1] - Starts[shard]);
        writer.Count(Values.Length);
        foreach (var values in Values)
            values.Write(writer, Rows);
    }

    public static GroupState Read(ref ByteReader reader)
    {
        long weightEach = reader.Long(), budget = reader.Long();
        if (reader.Bool())
            return TooMany(weightEach, budget, HyperLogLog.Read(ref reader));
        var keys = GroupKeys.Read(ref reader);
        var rows = new long[keys.Count];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = reader.Long();
        var starts = reader.Bool() ? new int[GroupShards.Count + 1] : null;
        for (int shard = 0; shard < GroupShards.Count && starts is not null; shard++)
            starts[shard + 1] = starts[shard] + reader.Within(0, keys.Count - starts[shard]);
        if (starts is not null && starts[^1] != keys.Count)
            throw reader.Corrupt("groups are in no shard");
        var values = new GroupValues[reader.Count()];
        for (int i = 0; i < values.Length; i++)
            values[i] = GroupValues.Read(ref reader, rows);
        return new GroupState(weightEach, budget, keys, rows, values, starts);
    }

    private static HyperLogLog SketchOf(GroupKeys keys)
    {
        var sketch = NewSketch();
        for (int i = 0; i < keys.Count; i++)
            sketch.Add(SketchHash(keys.HashOf(i)));
        return sketch;
    }
}
