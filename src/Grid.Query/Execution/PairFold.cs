namespace Grid.Query;

/// <summary>Of groups by some keys and one value more: how many values each combination of the keys goes with.</summary>
/// <param name="keys">How many keys there are besides the value, which comes last.</param>
internal sealed class PairFold(int keys) : GroupFold
{
    private GroupState? _groups;

    public override void Take(GroupState slice)
    {
        // A combination occurs once for each of its values here, and is one row for each.
        var ones = new long[slice.Rows.Length];
        Array.Fill(ones, 1);
        var pairs = GroupState.Of(0, long.MaxValue, new GroupKeys([.. slice.Keys!.Columns.Take(keys)]), ones, [], null);
        _groups = GroupState.Counted(_groups is null ? [pairs] : [_groups, pairs]);
    }

    public override void StartOver() => _groups = null;

    /// <summary>The counts of groups; 0 for one without a value.</summary>
    public long[] Of(GroupKeys groups)
    {
        var asked = GroupState.Of(0, long.MaxValue, groups, new long[groups.Count], [], null);
        var merge = new GroupMerge(_groups is null ? [asked] : [asked, _groups], Workers.None);
        var (_, rows, _, _) = merge.Run();
        return Array.ConvertAll(merge.SlotsOf(0), slot => rows[slot]);
    }
}
