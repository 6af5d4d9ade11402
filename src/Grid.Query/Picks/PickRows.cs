using System.Numerics;

namespace Grid.Query;

/// <summary>Rows that may be among the first of their groups.</summary>
internal abstract class PickRows
{
    /// <summary>For as many rows of a group as are wanted.</summary>
    /// <param name="order">The keys that rows are sorted by, without rows.</param>
    /// <param name="perGroup">Rows of a group at most.</param>
    /// <param name="isGrouped">Whether there are groups.</param>
    public static PickRows Of(PickColumn[] order, int perGroup, bool isGrouped) =>
        isGrouped && perGroup <= PickSlots.MostPerGroup ? new PickSlots(order, perGroup) : new PickBuffer(order, perGroup);

    /// <summary>Looks at the keys of a block, rows of which are taken then.</summary>
    public virtual void MoveTo(Vector[] vectors, int rows)
    {
    }

    /// <summary>Takes rows of the block, those that may be among the first of their groups.</summary>
    /// <param name="vectors">The keys.</param>
    /// <param name="selection">Which rows.</param>
    /// <param name="ids">The group of each; empty where all belong to one.</param>
    /// <param name="trash">The group that rows belong to which have none.</param>
    /// <param name="position">Where the first row of the block stands in the dataset.</param>
    public virtual void Add(Vector[] vectors, Selection selection, ReadOnlySpan<int> ids, int trash, long position)
    {
        for (int w = 0; w < Vector.Words(selection.Rows); w++)
        {
            for (ulong word = selection.Words[w]; word != 0; word &= word - 1)
            {
                int row = (w << 6) + BitOperations.TrailingZeroCount(word), slot = ids.IsEmpty ? 0 : ids[row];
                if (slot != trash)
                    Add(vectors, row, slot, position + row);
            }
        }
    }

    /// <summary>Takes a row, if it may be among the first of its group.</summary>
    /// <param name="vectors">The keys.</param>
    /// <param name="row">Which of their rows.</param>
    /// <param name="slot">Its group.</param>
    /// <param name="position">Where it stands in the dataset.</param>
    protected abstract void Add(Vector[] vectors, int row, int slot, long position);

    /// <summary>The rows that are the first of their groups, sorted by group and order.</summary>
    /// <param name="ranks">The rank of each slot's group; below zero for one that is left out.</param>
    public abstract (int[] Slots, PickColumn[] Order, long[] Positions) ToRows(int[] ranks);
}
