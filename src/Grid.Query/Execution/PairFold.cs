namespace Grid.Query;

/// <summary>Of groups by some keys and one value more: how many values each combination of the keys goes with.</summary>
/// <param name="keys">How many keys there are besides the value, which comes last.</param>
internal sealed class PairFold(int keys) : GroupFold
{
    private GroupKeys? _groups;
    private long[] _counts = [];

    public override void Take(GroupState slice)
    {
        var pairs = new GroupKeys([.. slice.Keys!.Columns.Take(keys)]);
        // Pairs are in order of the keys first.
        var firsts = new List<int>();
        for (int i = 0; i < pairs.Count; i++)
        {
            if (i == 0 || pairs.Compare(i - 1, pairs, i) != 0)
                firsts.Add(i);
        }
        var groups = pairs.Take([.. firsts]);
        long[] counts = [.. firsts.Select((first, i) => (long)((i + 1 < firsts.Count ? firsts[i + 1] : pairs.Count) - first))];
        if (_groups is null)
        {
            (_groups, _counts) = (groups, counts);
            return;
        }
        var (merged, left, right) = _groups.Union(groups);
        (_groups, _counts) = (merged, [.. left.Select((l, i) => (l >= 0 ? _counts[l] : 0) + (right[i] >= 0 ? counts[right[i]] : 0))]);
    }

    public override void StartOver() => (_groups, _counts) = (null, []);

    /// <summary>The counts of groups that come in order of their keys; 0 for one without a value.</summary>
    public long[] Of(IReadOnlyList<(GroupState Slice, int Group)> groups)
    {
        var counts = new long[groups.Count];
        int at = 0;
        for (int i = 0; i < counts.Length && _groups is not null; i++)
        {
            while (at < _groups.Count && _groups.Compare(at, groups[i].Slice.Keys!, groups[i].Group) < 0)
                at++;
            if (at < _groups.Count && _groups.Compare(at, groups[i].Slice.Keys!, groups[i].Group) == 0)
                counts[i] = _counts[at];
        }
        return counts;
    }
}
