namespace Grid.Query;

/// <summary>Takes rows into groups, batch by batch: those of one batch, or those of many, where groups keep their slots from one to the next.</summary>
/// <param name="groups">Which group a row belongs to.</param>
/// <param name="accumulators">What is gathered of each group.</param>
/// <param name="filter">The node of the filter; negative for none.</param>
internal sealed class GroupPass(RowGroups groups, GroupAccumulator[] accumulators, int filter)
{
    private long[] _rows = [];

    /// <summary>Takes the rows of a batch; false where a sample of them says that they are better taken otherwise: then there is nothing to read.</summary>
    public bool Add(BatchEvaluator evaluator, GroupSample? sample, CancellationToken cancellation)
    {
        var selection = new Selection(evaluator, filter);
        var block = new GroupBlock(evaluator, groups, selection);
        bool counted = filter < 0 && groups.Codes is not null;
        if (counted)
            _rows = CodeCounts.OfAll(groups.Codes!);
        int length = counted && accumulators.Length == 0 ? 0 : evaluator.Batch.Length;
        long taken = 0;
        for (int start = 0; start < length; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!selection.MoveTo(start, Math.Min(BatchEvaluator.BlockRows, length - start)))
                continue;
            block.MoveTo(start);
            if (groups.Sketch is not null)
                continue;
            if (!counted)
                Count(block);
            foreach (var accumulator in accumulators)
                accumulator.Add(block);
            taken += selection.Rows;
            if (sample is not null && sample.Advises(taken - _rows[groups.Trash], groups.Slots - 1))
                return false;
        }
        return true;
    }

    /// <summary>The groups of all rows that were taken.</summary>
    /// <param name="weightEach">What the arguments weigh in every group.</param>
    /// <param name="budget">What the groups of a state may weigh.</param>
    public GroupState ToState(long weightEach, long budget)
    {
        if (groups.Sketch is not null)
            return GroupState.TooMany(weightEach, budget, groups.Sketch);
        MakeRoom();
        var (keys, slots, starts) = groups.Finish(_rows);
        long[] counts = Array.ConvertAll(slots, s => _rows[s]);
        return GroupState.Of(weightEach, budget, keys, counts, Array.ConvertAll(accumulators, a => a.ToValues(slots, counts)), starts);
    }

    private void Count(GroupBlock block)
    {
        MakeRoom();
        GroupKernel.Count(block.Ids(), _rows);
    }

    private void MakeRoom()
    {
        if (_rows.Length < groups.Slots)
            Array.Resize(ref _rows, Math.Max(groups.Slots, _rows.Length * 2));
    }
}
