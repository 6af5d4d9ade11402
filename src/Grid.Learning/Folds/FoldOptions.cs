namespace Grid.Learning;

/// <summary>How rows are shared out over folds.</summary>
public sealed record FoldOptions
{
    /// <summary>How many folds, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Whether each fold has the classes in their proportions; null for yes in a classification.</summary>
    public bool? Stratified { get; init; }

    /// <summary>Whether rows are shared out at random; they are in the order of the table otherwise.</summary>
    public bool Shuffle { get; init; }

    /// <summary>How often the rows are shared out anew; more than once implies <see cref="Shuffle"/>.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Where the shuffling starts from.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The column that says which rows belong together: rows with the same value in it are never parted, and it is no
    /// feature. Such folds follow from the groups' sizes alone; they are neither shuffled, repeated nor stratified.
    /// </summary>
    public string? Groups { get; init; }

    /// <exception cref="LearningException">The options make no sense, or not together.</exception>
    internal void Validate()
    {
        if (Folds is < 2 or > ushort.MaxValue)
            throw new LearningException($"{Folds} folds were asked for; there must be at least 2.");
        if (Repeats < 1)
            throw new LearningException($"{Repeats} repeats were asked for; there must be at least 1.");
        if (Groups is null)
            return;
        if (Stratified == true)
            throw new LearningException($"folds by group ('{Groups}') cannot be stratified: a group goes to one fold whatever its classes are; leave one of the two out.");
        if (Shuffle || Repeats > 1)
            throw new LearningException($"folds by group ('{Groups}') cannot be shuffled or repeated: they follow from the groups' sizes alone; leave one of the two out.");
    }
}
