namespace Grid.Query;

/// <summary>
/// Merges the sorted groups of shares, none of which has groups of another, into the order of the whole answer, as they come piece by piece.
/// <code>
/// while (merge.Advance() is { } dry)
///     merge.Feed(dry, its next groups, whether they are its last);
/// var piece = merge.Take();
/// </code>
/// Not thread-safe.
/// </summary>
public sealed class GroupShareMerge
{
    private const long PieceBytes = 8 << 20;

    private static readonly SortOrder s_ascending = new("", false);

    private readonly SortOrder[] _order;
    private readonly GroupTable?[] _tables;
    private readonly bool[] _areLast;
    private readonly int[] _at;
    private readonly Scalar[]?[] _heads;
    private readonly List<Scalar[]> _rows = [];
    private readonly long _most;
    private GroupByAnswer? _first;
    private bool _isExact = true;
    private long _given;

    /// <summary>Merges the shares of a question's answer.</summary>
    public GroupShareMerge(GroupByQuestion question, int shares)
    {
        _order = [.. question.Order.Select(SortOrder.Parse)];
        (_tables, _areLast, _at, _heads, _most) = (new GroupTable?[shares], new bool[shares], new int[shares], new Scalar[]?[shares], question.Limit ?? long.MaxValue);
    }

    /// <summary>Whether all groups were merged and taken.</summary>
    public bool IsOver => _rows.Count == 0 && (_given >= _most || (Array.TrueForAll(_areLast, last => last) && Array.TrueForAll(_heads, head => head is null)));

    /// <summary>Gives a share's next groups.</summary>
    public void Feed(int share, GroupByAnswer groups, bool areLast)
    {
        _first ??= groups;
        _isExact &= groups.IsExact;
        var table = GroupTable.Of(groups.Groups, groups.Keys.Count, groups.Aggregates.Count);
        (_tables[share], _areLast[share], _at[share]) = (table, areLast, -1);
        Step(share);
    }

    /// <summary>Merges until a piece is full or all is merged, or a share has no groups at hand: then that share.</summary>
    public int? Advance()
    {
        for (int share = 0; share < _tables.Length; share++)
        {
            if (_heads[share] is null && !_areLast[share])
                return share;
        }
        long rows = Math.Max(1, PieceBytes / _tables.Max(t => t!.Count == 0 ? 1 : t.WeightEach));
        while (_rows.Count < rows && _given < _most)
        {
            int least = -1;
            for (int share = 0; share < _heads.Length; share++)
            {
                if (_heads[share] is { } head && (least < 0 || Compare(head, _heads[least]!) < 0))
                    least = share;
            }
            if (least < 0)
                return null;
            _rows.Add(_heads[least]!);
            _given++;
            Step(least);
            if (_heads[least] is null && !_areLast[least])
                return least;
        }
        return null;
    }

    /// <summary>The groups that were merged since the last piece.</summary>
    public GroupByAnswer Take()
    {
        int keys = _first!.Keys.Count, values = _first.Aggregates.Count - _order.Length;
        var groups = _rows.Count == 0 ? GroupTable.Of(_first.Groups, keys, _first.Aggregates.Count).Slice(0, 0).Narrow(values) : new GroupTable(
            [.. Enumerable.Range(0, keys).Select(k => Figures.Of([.. _rows.Select(row => row[k])]))],
            [.. Enumerable.Range(keys, values).Select(v => Figures.Of([.. _rows.Select(row => row[v])]))]);
        _rows.Clear();
        return _first with { IsExact = _isExact, Aggregates = [.. _first.Aggregates.Take(values)], Groups = groups };
    }

    private void Step(int share)
    {
        var table = _tables[share]!;
        if (++_at[share] >= table.Count)
        {
            _heads[share] = null;
            return;
        }
        int keys = _first!.Keys.Count;
        var head = new Scalar[keys + _first.Aggregates.Count];
        for (int i = 0; i < head.Length; i++)
            head[i] = i < keys ? table.KeyAt(i, _at[share]) : table.ValueAt(i - keys, _at[share]);
        _heads[share] = head;
    }

    private int Compare(Scalar[] x, Scalar[] y)
    {
        int before = 0;
        for (int i = 0, at = x.Length - _order.Length; i < _order.Length && before == 0; i++, at++)
            before = _order[i].Compare(x[at], y[at]);
        for (int k = 0; k < _first!.Keys.Count && before == 0; k++)
            before = s_ascending.Compare(x[k], y[k]);
        return before;
    }
}
