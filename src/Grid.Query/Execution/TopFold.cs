namespace Grid.Query;

/// <summary>How many distinct values a key has, and which of them occurs most often; of equals, the least.</summary>
internal sealed class TopFold : GroupFold
{
    private (GroupKeys Keys, int Group)? _top;

    public long Count { get; private set; }

    /// <summary>How often the most frequent value occurs.</summary>
    public long Frequency { get; private set; }

    /// <summary>The most frequent value; null where there is none.</summary>
    public Scalar Value(Grid.Columns.LogicalType type) => _top is var (keys, group) ? keys.Columns[0].ToScalar(type, group) : Scalar.Null;

    public override void Take(GroupState slice)
    {
        Count += slice.Keys!.Count;
        for (int g = 0; g < slice.Keys.Count; g++)
        {
            bool isTop = slice.Rows[g] > Frequency || (slice.Rows[g] == Frequency && _top is var (keys, group) && slice.Keys.Compare(g, keys, group) < 0);
            if (isTop)
                (_top, Frequency) = ((slice.Keys, g), slice.Rows[g]);
        }
        // Not the whole slice for one value of it.
        if (_top is var (all, one) && all.Count > 1)
            _top = (all.Take([one]), 0);
    }

    public override void StartOver() => (_top, Count, Frequency) = (null, 0, 0);
}
