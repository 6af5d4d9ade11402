namespace Grid.Query;

/// <summary>Takes rows among the first of their groups, batch by batch: those of one batch, or those of many, where groups keep their slots from one to the next.</summary>
/// <param name="groups">Which group a row belongs to; null where all belong to one.</param>
/// <param name="first">The first rows so far.</param>
/// <param name="order">The nodes that rows are sorted by.</param>
/// <param name="filter">The node of the filter; negative for none.</param>
internal sealed class PickPass(RowGroups? groups, PickRows first, int[] order, int filter)
{
    private readonly Vector[] _vectors = new Vector[order.Length];
    private long[] _rows = [];

    /// <summary>Takes the rows of a batch; false where a sample of them says that they are better taken together with those of others: then there is nothing to read.</summary>
    /// <param name="evaluator">The batch.</param>
    /// <param name="sample">Looks at its first rows; null where it is taken in any case.</param>
    /// <param name="cancellation">Ends it.</param>
    public bool Add(BatchEvaluator evaluator, PickSample? sample, CancellationToken cancellation)
    {
        var selection = new Selection(evaluator, filter);
        var block = groups is null ? null : new GroupBlock(evaluator, groups, selection);
        long position = evaluator.FirstRow, taken = 0;
        for (int start = 0, length = evaluator.Batch.Length; start < length; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!selection.MoveTo(start, Math.Min(BatchEvaluator.BlockRows, length - start)))
                continue;
            block?.MoveTo(start);
            var ids = block is null ? [] : block.Ids();
            Count(ids);
            for (int c = 0; c < _vectors.Length; c++)
                _vectors[c] = evaluator.Evaluate(order[c]);
            first.MoveTo(_vectors, selection.Rows);
            first.Add(_vectors, selection, ids, groups?.Trash ?? -1, position + start);
            taken += selection.Rows;
            if (sample is not null && sample.Advises(taken - _rows[groups!.Trash], groups.Slots - 1))
                return false;
        }
        return true;
    }

    /// <summary>The first rows of all that were taken.</summary>
    /// <param name="rule">How many.</param>
    public PickState ToState(PickRule rule)
    {
        if (groups is null)
        {
            var (_, ordered, places) = first.ToRows([0]);
            return PickState.Of(rule, ordered, places);
        }
        Count([]);
        var (keys, slots, _) = groups.Finish(_rows);
        int[] sorted = keys.Order(Workers.None), ranks = new int[groups.Slots], groupOf = new int[groups.Slots];
        Array.Fill(ranks, -1);
        for (int rank = 0; rank < sorted.Length; rank++)
            (ranks[slots[sorted[rank]]], groupOf[slots[sorted[rank]]]) = (rank, sorted[rank]);
        var (ofRows, columns, positions) = first.ToRows(ranks);
        return PickState.Of(rule, [.. keys.Columns.Select(key => KeyOf(key, ofRows, groupOf)), .. columns], positions);
    }

    private void Count(ReadOnlySpan<int> ids)
    {
        if (groups is null)
            return;
        if (_rows.Length < groups.Slots)
            Array.Resize(ref _rows, Math.Max(groups.Slots, 2 * _rows.Length));
        GroupKernel.Count(ids, _rows);
    }

    private static PickColumn KeyOf(GroupKeyColumn key, int[] ofRows, int[] groupOf)
    {
        var column = new PickColumn(key.IsText, false);
        column.Reserve(ofRows.Length);
        for (int i = 0; i < ofRows.Length; i++)
        {
            if (key.IsText)
                column.Set(i, key.Text(groupOf[ofRows[i]]).ToArray());
            else
                column.Set(i, key.Keys![groupOf[ofRows[i]]]);
        }
        return column;
    }
}
