namespace Grid.Query;

/// <summary>
/// The first rows of each group of some partitions, in an order: their keys and where they stand, sorted by group, order and place. Of rows that
/// are equal in all keys the earlier comes first, so that which rows these are does not depend on how they were merged.
/// </summary>
internal sealed class PickState : AggregateState
{
    /// <summary>What the rows of a state may weigh.</summary>
    public const long Budget = 256 << 20;

    private readonly PickColumn[] _columns = [];
    private readonly long[] _positions = [];
    private readonly PickRule _rule;
    private readonly PendingTable<PickPass, PickState>? _pending;
    private PickState? _settled;

    private PickState(PickRule rule, PickColumn[] columns, long[] positions) => (_rule, _columns, _positions) = (rule, columns, positions);

    private PickState(PickRule rule, PendingTable<PickPass, PickState> pending) => (_rule, _pending) = (rule, pending);

    /// <summary>Where the rows stand in the dataset, in the order of groups, and in that which was asked for.</summary>
    public IReadOnlyList<long> Positions => Settle()._positions;

    public override bool IsPending => Pending is not null;

    private PendingTable<PickPass, PickState>? Pending => _settled is null ? _pending : null;

    /// <summary>Of rows that are found once they are asked for, or together with those of other partitions.</summary>
    public static PickState Later(PickRule rule, PendingTable<PickPass, PickState> pending) => new(rule, pending);

    /// <summary>Of rows that are sorted, no group of which has more than are wanted.</summary>
    public static PickState Of(PickRule rule, PickColumn[] columns, long[] positions)
    {
        if (rule.Most < positions.Length)
            (columns, positions) = Earliest(columns, positions, rule.Most);
        long weight = 8L * positions.Length + columns.Sum(c => c.Weight(positions.Length));
        return weight <= Budget ? new PickState(rule, columns, positions)
            : throw new QuestionException($"the keys of {positions.Length:N0} rows take {weight >> 20:N0} MiB, and may take {Budget >> 20:N0} MiB; ask for fewer rows, or by fewer or coarser keys.");
    }

    public override AggregateState Merge(AggregateState next)
    {
        if (next is not PickState other)
            throw FromAnotherScan();
        return Settle().Merge(other.Settle());
    }

    private protected override AggregateState Settled() => Settle();

    private protected override AggregateState MergeAll(IReadOnlyList<AggregateState> states, Workers workers)
    {
        PickState[] all = [.. states.Select(s => s is PickState p && p._rule == _rule ? p : throw FromAnotherScan())];
        return base.MergeAll(PendingTable<PickPass, PickState>.Settle(all, s => s.Pending, s => s.Settle(), workers), workers);
    }

    private PickState Settle() => _pending is null ? this : _settled ??= _pending.Compute();

    private PickState Merge(PickState other)
    {
        if (other._rule != _rule || other._columns.Length != _columns.Length || _columns.Zip(other._columns).Any(c => c.First.IsText != c.Second.IsText))
            throw FromAnotherScan();
        int room = _positions.Length + other._positions.Length, kept = 0, left = 0, right = 0, ofGroup = 0;
        var columns = Array.ConvertAll(_columns, c => c.Like());
        foreach (var column in columns)
            column.Reserve(room);
        var positions = new long[room];
        while (left < _positions.Length || right < other._positions.Length)
        {
            bool mine = right == other._positions.Length || (left < _positions.Length && Compare(left, other, right) < 0);
            var (from, at) = mine ? (this, left++) : (other, right++);
            for (int c = 0; c < columns.Length; c++)
                columns[c].Take(kept, from._columns[c], at);
            positions[kept] = from._positions[at];
            ofGroup = kept > 0 && SameGroup(columns, kept - 1, kept) ? ofGroup + 1 : 1;
            kept += ofGroup <= _rule.PerGroup ? 1 : 0;
            // What went beyond is overwritten, and its group goes on from the row before it.
            ofGroup = Math.Min(ofGroup, _rule.PerGroup);
        }
        return Of(_rule, columns, positions[..kept]);
    }

    internal override long Weight => 100 + 8L * Positions.Count + Settle()._columns.Sum(c => c.Weight(Positions.Count));

    private protected override ScanKind Kind => ScanKind.Picks;

    private protected override void Write(ByteWriter writer)
    {
        _rule.Write(writer);
        var (columns, positions) = (Settle()._columns, Settle()._positions);
        writer.Count(positions.Length);
        writer.Count(columns.Length);
        foreach (long position in positions)
            writer.Unsigned((ulong)position);
        foreach (var column in columns)
            column.Write(writer, positions.Length);
    }

    public static PickState Read(ref ByteReader reader)
    {
        var rule = PickRule.Read(ref reader);
        var positions = new long[reader.Count()];
        var columns = new PickColumn[reader.Count()];
        if (columns.Length < rule.Groups)
            throw reader.Corrupt("rows lack keys of their groups");
        for (int i = 0; i < positions.Length; i++)
            positions[i] = reader.Long();
        for (int c = 0; c < columns.Length; c++)
            columns[c] = PickColumn.Read(ref reader, positions.Length);
        return new PickState(rule, columns, positions);
    }

    private int Compare(int row, PickState other, int otherRow)
    {
        for (int c = 0; c < _columns.Length; c++)
        {
            int order = _columns[c].Compare(row, other._columns[c], otherRow);
            if (order != 0)
                return order;
        }
        return _positions[row].CompareTo(other._positions[otherRow]);
    }

    private bool SameGroup(PickColumn[] columns, int a, int b)
    {
        for (int c = 0; c < _rule.Groups; c++)
        {
            if (columns[c].Compare(a, columns[c], b) != 0)
                return false;
        }
        return true;
    }

    // Those that stand first in the dataset, in the order that they have here.
    private static (PickColumn[] Columns, long[] Positions) Earliest(PickColumn[] columns, long[] positions, int most)
    {
        long last = positions.Order().ElementAt(most - 1);
        int[] kept = [.. Enumerable.Range(0, positions.Length).Where(i => positions[i] <= last)];
        return (Array.ConvertAll(columns, c => c.Taken(kept)), Array.ConvertAll(kept, i => positions[i]));
    }
}
