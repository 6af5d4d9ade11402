namespace Grid.Query;

/// <summary>Finds which of a few disjoint ranges a key is in: a small table over all of them says where to look, mostly nowhere.</summary>
internal sealed class RangeFinder
{
    private const int TableSize = 1 << 12;

    private readonly KeyRange[] _ranges;
    private readonly ulong _least;
    private readonly ulong _span;
    private readonly int _shift;
    private readonly short[] _firstAt = new short[TableSize];

    /// <summary>Looks for ranges that ascend.</summary>
    public RangeFinder(KeyRange[] ranges)
    {
        _ranges = ranges;
        _least = ranges[0].Least;
        _span = ranges[^1].Most - _least;
        while (_span >> _shift >= TableSize)
            _shift++;
        Array.Fill(_firstAt, (short)-1);
        for (int i = ranges.Length - 1; i >= 0; i--)
        {
            for (ulong at = (ranges[i].Least - _least) >> _shift; at <= (ranges[i].Most - _least) >> _shift; at++)
                _firstAt[at] = (short)i;
        }
    }

    /// <summary>Whether a range has keys between two.</summary>
    public bool Touches(ulong least, ulong most)
    {
        foreach (var range in _ranges)
        {
            if (range.Least <= most && range.Most >= least)
                return true;
        }
        return false;
    }

    /// <summary>The position of the range that a key is in, or -1.</summary>
    public int Find(ulong key)
    {
        ulong offset = key - _least;
        if (offset > _span)
            return -1;
        int i = _firstAt[(int)(offset >> _shift)];
        if (i < 0)
            return -1;
        while (i < _ranges.Length && _ranges[i].Most < key)
            i++;
        return i < _ranges.Length && _ranges[i].Least <= key ? i : -1;
    }
}
