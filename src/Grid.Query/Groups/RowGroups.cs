namespace Grid.Query;

/// <summary>Says of each row of a batch which group it belongs to, as a slot in the accumulators' arrays. Rows that belong to none have a slot too.</summary>
internal abstract class RowGroups
{
    /// <summary>Groups of the rows of all batches of some tables, by keys.</summary>
    /// <param name="graph">What the keys are nodes of.</param>
    /// <param name="keys">The nodes.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="budget">What the groups of a state may weigh.</param>
    /// <param name="weightEach">What each weighs besides its keys.</param>
    public static RowGroups OfMany(ExpressionGraph graph, int[] keys, IReadOnlyList<PartitionTable> tables, long budget, long weightEach)
    {
        var hashed = HashedKey.OfMany(graph, keys, tables);
        return (RowGroups?)PlacedGroups.Of(hashed, tables.Sum(table => table.Rows)) ?? new HashedGroups(hashed, 0, 1, budget, weightEach);
    }

    /// <summary>Slots so far.</summary>
    public abstract int Slots { get; }

    /// <summary>The slot of rows that belong to no group: not kept, or with a null key.</summary>
    public abstract int Trash { get; }

    /// <summary>The column whose codes are the slots; null where slots have to be made.</summary>
    public virtual CodedColumn? Codes => null;

    /// <summary>Set once there are more groups than a state may hold: then there are no slots any more.</summary>
    public HyperLogLog? Sketch { get; protected set; }

    /// <summary>The slots of the rows of a block.</summary>
    public void Assign(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids)
    {
        Read(evaluator, start, selection, ids);
        if (selection.All)
            return;
        for (int i = 0; i < ids.Length; i++)
            ids[i] = (selection.Words[i >> 6] >> (i & 63) & 1) != 0 ? ids[i] : Trash;
    }

    /// <summary>The groups that have rows, the slot of each, and, where they are many, where each shard of them starts.</summary>
    public abstract (GroupKeys Keys, int[] Slots, int[]? Starts) Finish(ReadOnlySpan<long> rows);

    protected abstract void Read(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids);
}
