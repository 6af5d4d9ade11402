namespace Grid.Query;

/// <summary>
/// The rows of a batch that may be among the first of their groups. Most rows come behind those that are known, which one comparison of
/// their first key tells; the others are gathered, and cut back to the first ones when they have become twice as many. Rows come in the order that they stand in.
/// </summary>
internal sealed class PickBuffer : PickRows
{
    private const int Least = 4096;

    private readonly PickColumn[] _order;
    private readonly int _perGroup;
    private int[] _slots = [];
    private long[] _positions = [];
    private int[] _last = [];
    private int _count;
    private int _limit = Least;

    /// <summary>Of rows that are sorted by some keys.</summary>
    public PickBuffer(PickColumn[] order, int perGroup) => (_order, _perGroup) = (order, perGroup);

    protected override void Add(Vector[] vectors, int row, int slot, long position)
    {
        if (_count == _limit)
            Cut();
        Reserve();
        int last = slot < _last.Length ? _last[slot] - 1 : -1;
        for (int c = 0; c < _order.Length; c++)
        {
            _order[c].Put(_count, vectors[c], row);
            int order = last < 0 ? -1 : _order[c].Compare(_count, _order[c], last);
            if (order > 0)
                return;
            if (order < 0)
                last = -1;
        }
        // Behind one that is equal in all keys, and stands before it.
        if (last >= 0)
            return;
        (_slots[_count], _positions[_count]) = (slot, position);
        _count++;
    }

    public override (int[] Slots, PickColumn[] Order, long[] Positions) ToRows(int[] ranks)
    {
        Cut();
        int[] rows = [.. Enumerable.Range(0, _count).Where(i => ranks[_slots[i]] >= 0)];
        // Within a group they are sorted already, and the order of equal keys stays.
        rows = [.. rows.OrderBy(i => ranks[_slots[i]])];
        return (Array.ConvertAll(rows, i => _slots[i]), Taken(rows), Array.ConvertAll(rows, i => _positions[i]));
    }

    private void Cut()
    {
        int[] rows = [.. Enumerable.Range(0, _count)];
        Array.Sort(rows, Compare);
        int kept = 0, of = -1, ofSlot = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            (of, ofSlot) = _slots[rows[i]] == of ? (of, ofSlot + 1) : (_slots[rows[i]], 1);
            if (ofSlot <= _perGroup)
                rows[kept++] = rows[i];
        }
        Array.Resize(ref rows, kept);
        var taken = Taken(rows);
        for (int c = 0; c < _order.Length; c++)
            _order[c] = taken[c];
        (_slots, _positions, _count) = (Array.ConvertAll(rows, i => _slots[i]), Array.ConvertAll(rows, i => _positions[i]), kept);
        _limit = Math.Max(Least, 2 * kept);
        _last = new int[_slots.Length == 0 ? 0 : _slots.Max() + 1];
        (of, ofSlot) = (-1, 0);
        for (int i = 0; i < kept; i++)
        {
            (of, ofSlot) = _slots[i] == of ? (of, ofSlot + 1) : (_slots[i], 1);
            // Of a full group, whatever comes behind its last is out.
            if (ofSlot == _perGroup)
                _last[of] = i + 1;
        }
    }

    private int Compare(int a, int b)
    {
        int order = _slots[a].CompareTo(_slots[b]);
        for (int c = 0; c < _order.Length && order == 0; c++)
            order = _order[c].Compare(a, _order[c], b);
        return order != 0 ? order : _positions[a].CompareTo(_positions[b]);
    }

    private PickColumn[] Taken(int[] rows) => Array.ConvertAll(_order, c => c.Taken(rows));

    private void Reserve()
    {
        if (_slots.Length <= _count)
        {
            int room = Math.Max(_limit, Least);
            Array.Resize(ref _slots, room);
            Array.Resize(ref _positions, room);
        }
        foreach (var column in _order)
            column.Reserve(_count + 1);
    }
}
