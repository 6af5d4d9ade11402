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
}
