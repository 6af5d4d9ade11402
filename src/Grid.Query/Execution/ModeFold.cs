namespace Grid.Query;

/// <summary>Of groups by some keys and one value more: the most frequent value that each combination of the keys goes with; of equals, the least.</summary>
/// <param name="keys">How many keys there are besides the value, which comes last.</param>
internal sealed class ModeFold(int keys) : GroupFold
{
    private readonly List<(GroupState Groups, GroupKeyColumn Values)> _best = [];

    public override void Take(GroupState slice)
    {
        // Pairs in order: those of one combination side by side, and their values ascending.
        int[] order = slice.Keys!.Order(Workers.None);
        var combinations = new GroupKeys([.. slice.Keys.Columns.Take(keys)]);
        var best = new List<int>();
        for (int i = 0; i < order.Length; i++)
        {
            if (i == 0 || combinations.Compare(order[i - 1], combinations, order[i]) != 0)
                best.Add(order[i]);
            else if (slice.Rows[order[i]] > slice.Rows[best[^1]])
                best[^1] = order[i];
        }
        if (best.Count == 0)
            return;
        int[] kept = [.. best];
        _best.Add((GroupState.Of(0, long.MaxValue, combinations.Take(kept), Array.ConvertAll(kept, g => slice.Rows[g]), [], null), slice.Keys.Columns[keys].Take(kept)));
    }

    public override void StartOver() => _best.Clear();

    /// <summary>The values of groups; null for one that has none.</summary>
    public Scalar[] Of(GroupKeys groups, Grid.Columns.LogicalType type)
    {
        var asked = GroupState.Of(0, long.MaxValue, groups, new long[groups.Count], [], null);
        var merge = new GroupMerge([asked, .. _best.Select(b => b.Groups)], Workers.None);
        merge.Run();
        var top = new Dictionary<int, (int Slice, int Group)>();
        for (int s = 0; s < _best.Count; s++)
        {
            int[] slots = merge.SlotsOf(s + 1);
            for (int g = 0; g < slots.Length; g++)
            {
                if (!top.TryGetValue(slots[g], out var known) || Precedes(s, g, known))
                    top[slots[g]] = (s, g);
            }
        }
        return Array.ConvertAll(merge.SlotsOf(0), slot => top.TryGetValue(slot, out var best) ? _best[best.Slice].Values.ToScalar(type, best.Group) : Scalar.Null);
    }

    private bool Precedes(int slice, int group, (int Slice, int Group) known)
    {
        long often = _best[slice].Groups.Rows[group], before = _best[known.Slice].Groups.Rows[known.Group];
        return often > before || (often == before && _best[slice].Values.Compare(group, _best[known.Slice].Values, known.Group) < 0);
    }
}
