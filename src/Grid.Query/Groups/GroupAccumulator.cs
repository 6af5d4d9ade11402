namespace Grid.Query;

/// <summary>Gathers what is wanted of an argument, by slot, over one batch.</summary>
internal abstract class GroupAccumulator
{
    /// <summary>Adds the rows of a block.</summary>
    public abstract void Add(GroupBlock block);

    /// <summary>What is known of groups, by their slots.</summary>
    /// <param name="slots">The slot of each group, in order.</param>
    /// <param name="rows">The rows of each group.</param>
    public abstract GroupValues ToValues(int[] slots, long[] rows);
}
