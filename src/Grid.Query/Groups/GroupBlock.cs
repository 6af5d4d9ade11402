namespace Grid.Query;

/// <summary>A block of rows on its way into the accumulators of a group-by.</summary>
internal sealed class GroupBlock(BatchEvaluator evaluator, RowGroups groups, Selection selection)
{
    private readonly int[] _valid = new int[BatchEvaluator.BlockRows];
    private readonly int[] _ids = new int[BatchEvaluator.BlockRows];
    private bool _assigned;

    public BatchEvaluator Evaluator => evaluator;

    public RowGroups Groups => groups;

    public Selection Selection => selection;

    public int Start { get; private set; }

    /// <summary>The column whose codes are this block's slots, where that is so.</summary>
    public CodedColumn? Codes => selection.All ? groups.Codes : null;

    public void MoveTo(int start)
    {
        (Start, _assigned) = (start, false);
        // New groups are to be known before any accumulator makes room for them.
        if (Codes is null)
            Ids();
    }

    /// <summary>The slots of the rows.</summary>
    public ReadOnlySpan<int> Ids()
    {
        var ids = _ids.AsSpan(0, selection.Rows);
        if (!_assigned)
            groups.Assign(evaluator, Start, selection, ids);
        _assigned = true;
        return ids;
    }

    /// <summary>The slots of the rows, where those without a value belong to no group.</summary>
    public ReadOnlySpan<int> Ids(Vector values)
    {
        var ids = Ids();
        if (values.AllValid)
            return ids;
        for (int i = 0; i < ids.Length; i++)
            _valid[i] = values.IsValid(i) ? ids[i] : groups.Trash;
        return _valid.AsSpan(0, ids.Length);
    }
}
