using System.Text.Json.Serialization;

namespace Grid.Learning;

/// <summary>How rows are shared out over folds.</summary>
public sealed record FoldOptions
{
    /// <summary>How many folds, at least 2; those of a <see cref="Column"/> are as many as it has values.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Whether each fold has the classes in their proportions; null for yes in a classification.</summary>
    public bool? Stratified { get; init; }

    /// <summary>Whether rows are shared out at random; they are in the order of the table otherwise.</summary>
    public bool Shuffle { get; init; }

    /// <summary>How often the rows are shared out anew; more than once implies <see cref="Shuffle"/>.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Where the shuffling starts from: scikit-learn's random_state. Of one beyond 32 bits, both halves are the seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The column that says which rows belong together: rows with the same value in it are never parted, and it is no
    /// feature. Such folds follow from the groups' sizes alone; they are neither shuffled, repeated nor stratified.
    /// </summary>
    public string? Groups { get; init; }

    /// <summary>
    /// Whether each split tests the rows that follow those it trains on, as the table has them: scikit-learn's
    /// TimeSeriesSplit. The first rows, about one of <see cref="Folds"/> + 1 parts, only train.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool InOrder { get; init; }

    /// <summary>
    /// The column that says which split tests a row: one split a value, ascending; rows of -1 train in all of them.
    /// scikit-learn's PredefinedSplit. The column is no feature.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Column { get; init; }

    /// <summary>The column that tells of the folds and is therefore no feature; null for none.</summary>
    [JsonIgnore]
    public string? ColumnOfFolds => Groups ?? Column;

    /// <exception cref="LearningException">The options make no sense, or not together.</exception>
    internal void Validate(LearningTask? task = null)
    {
        if (Folds is < 2 or >= ushort.MaxValue)
            throw new LearningException($"{Folds} folds were asked for; there must be at least 2.");
        if (Repeats < 1)
            throw new LearningException($"{Repeats} repeats were asked for; there must be at least 1.");
        if (task == LearningTask.Regression && Stratified == true)
            throw new LearningException("stratified folds need classes; a regression's folds are plain.");
        if (Groups is not null && Stratified == true)
            throw new LearningException($"folds by group ('{Groups}') cannot be stratified: a group goes to one fold whatever its classes are; leave one of the two out.");
        if (Groups is not null && (Shuffle || Repeats > 1))
            throw new LearningException($"folds by group ('{Groups}') cannot be shuffled or repeated: they follow from the groups' sizes alone; leave one of the two out.");
        if (Column is not null && (Groups is not null || InOrder || Shuffle || Repeats > 1 || Stratified == true))
            throw new LearningException($"the column '{Column}' says which split tests a row; folds by it cannot be grouped, in the order of time, shuffled, repeated or stratified as well.");
        if (InOrder && (Groups is not null || Shuffle || Repeats > 1 || Stratified == true))
            throw new LearningException("folds in the order of time cannot be grouped, shuffled, repeated or stratified as well.");
    }
}
