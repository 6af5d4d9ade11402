using System.Runtime.CompilerServices;

namespace Grid.Learning;

// Features of more than 256 bins: the rows of a node are sorted by their bins, or parted from its parent's, which are.
internal abstract unsafe partial class TreeGrower
{
    // Lists of all features are parted with each split, and pay where a node looks at so many of them.
    private const int ShareTried = 3;

    /// <summary>Sorts by all features where that is to be done once for a node and all below it.</summary>
    private void SortLists(in Frame frame)
    {
        if (_lists is null || frame.Rows > _lists.Capacity || _lists.Covers(frame.Start, frame.End))
            return;
        _lists.Begin(frame.Start, frame.End);
        foreach (int feature in _lists.Features)
        {
            if ((_known[feature >> 6] >> feature & 1) == 0)
                new Span<ulong>(SortRows(feature, frame), frame.Rows).CopyTo(new Span<ulong>(_lists.KeysOf(feature, frame.Start), frame.Rows));
        }
        KeepSlots(frame.Start, frame.End);
    }

    /// <summary>A node's keys by a feature, sorted; what their places are of is said by <paramref name="inSlots"/>.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="frame">The node.</param>
    /// <param name="inSlots">Whether places are those that <see cref="KeepSlots"/> was told of, and not the node's.</param>
    protected ulong* Sorted(int feature, in Frame frame, out bool inSlots)
    {
        inSlots = _lists is not null && _lists.Covers(frame.Start, frame.End);
        return inSlots ? _lists!.KeysOf(feature, frame.Start) : SortRows(feature, frame);
    }

    /// <summary>Keeps the rows of a range as they are, for keys that tell of them by their places in it.</summary>
    protected virtual void KeepSlots(int start, int end) { }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong* SortRows(int feature, in Frame frame)
    {
        ushort* column = WideColumn(feature);
        ulong* keys = Ranks.Keys;
        uint* rows = RowNumbers(frame.Start, out int stride);
        for (int i = 0; i < frame.Rows; i++, rows += stride)
            keys[i] = RankSort.Key(column[*rows], i);
        Ranks.Sort(frame.Rows);
        return keys;
    }

    /// <summary>Parts the lists as the rows are about to be parted.</summary>
    private void PartLists(in Frame frame, int feature, int cut)
    {
        if (_lists is null || !_lists.Covers(frame.Start, frame.End))
            return;
        if (IsWide(feature))
        {
            _lists.Mark(feature, frame.Start, frame.End, cut);
        }
        else
        {
            byte* column = Column(feature);
            uint* rows = RowNumbers(frame.Start, out int stride);
            for (int i = frame.Start; i < frame.End; i++, rows += stride)
                _lists.MarkAt(i, column[*rows] <= cut);
        }
        _lists.Part(frame.Start, frame.End, _known);
    }
}
