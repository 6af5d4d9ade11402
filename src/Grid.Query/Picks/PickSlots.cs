namespace Grid.Query;

/// <summary>
/// The first few rows of each group, in their order, in places of the group's own: a row is compared with the last of its group, and where it comes
/// before it, put among the others. Nothing is sorted, however many groups there are.
/// </summary>
internal sealed class PickSlots(PickColumn[] order, int perGroup) : PickRows
{
    /// <summary>Up to how many rows of a group are put in their places one by one.</summary>
    public const int MostPerGroup = 16;

    private const int Least = 256;

    private int[] _counts = [];
    private long[] _positions = [];
    private ulong[] _worst = [];
    private readonly ulong[] _ranks = new ulong[BatchEvaluator.BlockRows];
    private readonly bool _isRanked = order is [{ IsText: false }, ..];

    public override void MoveTo(Vector[] vectors, int rows)
    {
        if (_isRanked)
            order[0].Ranks(vectors[0], _ranks.AsSpan(0, rows));
    }

    public override void Add(Vector[] vectors, Selection selection, ReadOnlySpan<int> ids, int trash, long position)
    {
        if (!selection.All || ids.IsEmpty)
        {
            base.Add(vectors, selection, ids, trash, position);
            return;
        }
        for (int row = 0; row < ids.Length; row++)
        {
            int slot = ids[row];
            if (slot != trash && (slot >= _worst.Length || _ranks[row] <= _worst[slot]))
                Add(vectors, row, slot, position + row);
        }
    }

    protected override void Add(Vector[] vectors, int row, int slot, long position)
    {
        if (slot >= _counts.Length)
            Reserve(slot + 1);
        // Most rows of a group that is full go no further than this.
        if (_ranks[row] > _worst[slot])
            return;
        int first = slot * perGroup, count = _counts[slot];
        if (count == perGroup && !Comes(vectors, row, position, first + count - 1))
            return;
        int at = count == perGroup ? count - 1 : count;
        for (; at > 0 && Comes(vectors, row, position, first + at - 1); at--)
        {
            foreach (var column in order)
                column.Take(first + at, column, first + at - 1);
            _positions[first + at] = _positions[first + at - 1];
        }
        for (int c = 0; c < order.Length; c++)
            order[c].Put(first + at, vectors[c], row);
        _positions[first + at] = position;
        _counts[slot] += count == perGroup ? 0 : 1;
        if (_isRanked && _counts[slot] == perGroup)
            _worst[slot] = order[0].Rank(first + perGroup - 1);
    }

    public override (int[] Slots, PickColumn[] Order, long[] Positions) ToRows(int[] ranks)
    {
        var slotOf = new int[ranks.Length];
        int groups = 0, count = 0;
        for (int slot = 0; slot < _counts.Length && slot < ranks.Length; slot++)
        {
            if (ranks[slot] < 0 || _counts[slot] == 0)
                continue;
            slotOf[ranks[slot]] = slot + 1;
            groups = Math.Max(groups, ranks[slot] + 1);
            count += _counts[slot];
        }
        int[] rows = new int[count], slots = new int[count];
        for (int rank = 0, at = 0; rank < groups; rank++)
        {
            int slot = slotOf[rank] - 1;
            for (int i = 0; slot >= 0 && i < _counts[slot]; i++, at++)
                (rows[at], slots[at]) = (slot * perGroup + i, slot);
        }
        return (slots, Array.ConvertAll(order, c => c.Taken(rows)), Array.ConvertAll(rows, i => _positions[i]));
    }

    // Of rows that are equal the one that stands before comes first, be it of a partition that is taken later.
    private bool Comes(Vector[] vectors, int row, long position, int other)
    {
        for (int c = 0; c < order.Length; c++)
        {
            int comparison = order[c].Compare(vectors[c], row, other);
            if (comparison != 0)
                return comparison < 0;
        }
        return position < _positions[other];
    }

    private void Reserve(int slots)
    {
        int room = Math.Max(slots, Math.Max(Least, 2 * _counts.Length));
        Array.Resize(ref _counts, room);
        int known = _worst.Length;
        Array.Resize(ref _worst, room);
        Array.Fill(_worst, ulong.MaxValue, known, room - known);
        Array.Resize(ref _positions, checked(room * perGroup));
        foreach (var column in order)
            column.Reserve(room * perGroup);
    }
}
