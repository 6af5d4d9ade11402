namespace Grid.Query;

/// <summary>Makes something of groups as their slices come, so that no more than a slice of them is held.</summary>
internal abstract class GroupFold
{
    /// <summary>Takes the groups of a slice; no group is in two slices.</summary>
    public abstract void Take(GroupState slice);

    /// <summary>Forgets what was taken: the slices were too heavy, and come again cut smaller.</summary>
    public abstract void StartOver();
}
