namespace Grid.Query;

/// <summary>
/// The distinct keys of each group, ascending, one group's after the other's; of a group that has more than are told apart, a sketch of their hashes. Immutable.
/// </summary>
internal sealed class GroupDistinct
{
    private readonly int[] _ends;
    private readonly ulong[] _keys;
    private readonly IReadOnlyDictionary<int, HyperLogLog> _sketches;

    public GroupDistinct(int[] ends, ulong[] keys, IReadOnlyDictionary<int, HyperLogLog>? sketches = null) =>
        (_ends, _keys, _sketches) = (ends, keys, sketches ?? new Dictionary<int, HyperLogLog>());

    public int Count => _ends.Length;

    public long Weight => 4L * _ends.Length + 8L * _keys.Length + ((60L + (1L << GroupLimits.Precision)) * _sketches.Count);

    /// <summary>Whether the keys of every group were told apart.</summary>
    public bool IsExact => _sketches.Count == 0;

    public DistinctCount CountOf(int group) => _sketches.TryGetValue(group, out var sketch)
        ? new DistinctCount(sketch.Estimate(), false)
        : new DistinctCount(_ends[group] - Start(group), true);

    /// <summary>What a group weighs in a budget: grows with the keys, whichever way they came together.</summary>
    public long WeightOf(int group) => 9L * (_sketches.ContainsKey(group) ? GroupLimits.DistinctKeys : _ends[group] - Start(group));

    /// <summary>The distinct keys of some groups.</summary>
    public GroupDistinct Take(ReadOnlySpan<int> groups)
    {
        var taken = new GroupDistinctBuilder(groups.Length);
        foreach (int group in groups)
            taken.Append(Keys(group), _sketches.GetValueOrDefault(group));
        return taken.Build();
    }

    /// <summary>The keys of groups that some states have in common.</summary>
    /// <param name="from">Of each state.</param>
    /// <param name="ranges">Which groups of each.</param>
    /// <param name="slots">Where each of these groups is among the merged.</param>
    /// <param name="count">How many merged groups there are.</param>
    public static GroupDistinct Merge(GroupDistinct[] from, (int Start, int Count)[] ranges, int[][] slots, int count)
    {
        var ends = new int[count + 1];
        for (int s = 0; s < from.Length; s++)
        {
            for (int i = 0; i < ranges[s].Count; i++)
                ends[slots[s][i] + 1] += from[s].Keys(ranges[s].Start + i).Length;
        }
        for (int slot = 0; slot < count; slot++)
            ends[slot + 1] += ends[slot];
        var keys = new ulong[ends[^1]];
        var next = ends.AsSpan(0, count).ToArray();
        Dictionary<int, HyperLogLog>? sketches = null;
        for (int s = 0; s < from.Length; s++)
        {
            for (int i = 0; i < ranges[s].Count; i++)
            {
                int group = ranges[s].Start + i, slot = slots[s][i];
                var own = from[s].Keys(group);
                own.CopyTo(keys.AsSpan(next[slot]));
                next[slot] += own.Length;
                if (!from[s]._sketches.TryGetValue(group, out var sketch))
                    continue;
                sketches ??= [];
                sketches[slot] = sketches.TryGetValue(slot, out var known) ? known.Merge(sketch) : sketch;
            }
        }
        var merged = new GroupDistinctBuilder(count);
        for (int slot = 0; slot < count; slot++)
        {
            var all = keys.AsSpan(ends[slot], ends[slot + 1] - ends[slot]);
            all = all[..Unique(all)];
            var sketch = sketches?.GetValueOrDefault(slot);
            merged.Append(all, sketch is null ? null : GroupDistinctBuilder.Sketch(all).Merge(sketch));
        }
        return merged.Build();
    }

    /// <summary>Groups one after the other.</summary>
    public static GroupDistinct Concat(IReadOnlyList<GroupDistinct> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var ends = new int[parts.Sum(p => p.Count)];
        var keys = new ulong[parts.Sum(p => p._keys.Length)];
        var sketches = new Dictionary<int, HyperLogLog>();
        int group = 0, at = 0;
        foreach (var part in parts)
        {
            foreach (var (own, sketch) in part._sketches)
                sketches.Add(group + own, sketch);
            part._keys.CopyTo(keys, at);
            foreach (int end in part._ends)
                ends[group++] = at + end;
            at += part._keys.Length;
        }
        return new GroupDistinct(ends, keys, sketches);
    }

    public void Write(ByteWriter writer)
    {
        for (int g = 0; g < _ends.Length; g++)
            writer.Ascending(Keys(g));
        writer.Count(_sketches.Count);
        foreach (var (group, sketch) in _sketches.OrderBy(s => s.Key))
        {
            writer.Count(group);
            sketch.Write(writer);
        }
    }

    public static GroupDistinct Read(ref ByteReader reader, int groups)
    {
        var read = new GroupDistinctBuilder(groups);
        for (int g = 0; g < groups; g++)
            read.Append(reader.Ascending(), null);
        var sketches = new Dictionary<int, HyperLogLog>();
        for (int left = reader.Count(2); left > 0; left--)
        {
            int group = reader.Within(0, groups - 1);
            if (!sketches.TryAdd(group, HyperLogLog.Read(ref reader)))
                throw reader.Corrupt("a group has two sketches");
        }
        var keys = read.Build();
        return new GroupDistinct(keys._ends, keys._keys, sketches);
    }

    /// <summary>Sorts keys, and puts each of them once at the front; how many those are.</summary>
    public static int Unique(Span<ulong> keys)
    {
        if (keys.Length < 2)
            return keys.Length;
        keys.Sort();
        int n = 1;
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] != keys[i - 1])
                keys[n++] = keys[i];
        }
        return n;
    }

    private ReadOnlySpan<ulong> Keys(int group) => _keys.AsSpan(Start(group), _ends[group] - Start(group));

    private int Start(int group) => group == 0 ? 0 : _ends[group - 1];
}
