namespace Grid.Query;

/// <summary>Groups by one key whose numbers are few: a row's number is its slot.</summary>
internal sealed class PlacedGroups(HashedKey key) : RowGroups
{
    private readonly ulong[] _numbers = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _known = new ulong[Vector.Words(BatchEvaluator.BlockRows)];
    private int _slots = 1;

    /// <summary>Groups by a key of the rows of some tables; null where its numbers may be many more than there are rows.</summary>
    public static PlacedGroups? Of(HashedKey[] keys, long rows) =>
        keys is [NumberedTextKey text] && text.Most <= Math.Min(rows, 4 * GroupSample.MostGroups) ? new PlacedGroups(text)
        : keys is [NumberKey { Bits: < 31 } number] && 1L << number.Bits <= Math.Min(rows, 4 * GroupSample.MostGroups) ? new PlacedGroups(number)
        : null;

    public override int Slots => _slots;

    public override int Trash => 0;

    public override (GroupKeys Keys, int[] Slots, int[]? Starts) Finish(ReadOnlySpan<long> rows)
    {
        var slots = new int[_slots];
        int found = 0;
        for (int slot = 1; slot < _slots; slot++)
        {
            slots[found] = slot;
            found += rows[slot] == 0 ? 0 : 1;
        }
        Array.Resize(ref slots, found);
        int[]? starts = null;
        if (found > GroupShards.FewGroups)
        {
            var hashes = Array.ConvertAll(slots, slot => StableHash.Combine(0, key.HashOf((ulong)(slot - 1), 0)));
            (int[] order, starts) = GroupShards.Of(hashes);
            slots = Array.ConvertAll(order, i => slots[i]);
        }
        return (new GroupKeys([key.Values(Array.ConvertAll(slots, slot => (ulong)(slot - 1)), [], areDistinct: true)]), slots, starts);
    }

    protected override void Read(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids)
    {
        selection.Words[..Vector.Words(ids.Length)].CopyTo(_known);
        var numbers = _numbers.AsSpan(0, ids.Length);
        key.Read(evaluator, start, numbers, [], _known);
        int most = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            // Of no rows but those that are known is the number one.
            int slot = ((int)numbers[i] + 1) & -(int)(_known[i >> 6] >> (i & 63) & 1);
            ids[i] = slot;
            most = Math.Max(most, slot);
        }
        if (most >= _slots)
            _slots = Math.Max(most + 1, 2 * _slots);
    }
}
