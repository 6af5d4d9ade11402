using Grid.Learning;

namespace Grid.Client;

/// <summary>
/// A grid search with cross-validation over random forests: what scikit-learn's GridSearchCV is given, as data.
/// <code>
/// var outcome = await digits.SearchAsync(new ForestSearch { Target = "target", ParamGrid = "max_depth=3,5,none; criterion=gini,entropy", NEstimators = 20 });
/// Console.WriteLine(outcome);
/// </code>
/// </summary>
public sealed record ForestSearch
{
    /// <summary>What is to be predicted.</summary>
    public LearningTask Task { get; init; }

    /// <summary>The model that is searched: <c>random_forest</c>, or <c>extra_trees</c> for extremely randomised trees, or the name of a model of your own
    /// (<see cref="IGridModel"/>) that all silos have registered, whose parameters <see cref="ParamGrid"/> then names; null for random_forest.</summary>
    public string? Model { get; init; }

    /// <summary>The column to predict.</summary>
    public required string Target { get; init; }

    /// <summary>The columns to learn from; null for all but the target.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The column that says how much each row counts in training (sample_weight); scores count each row once. Null for each counting once.</summary>
    public string? Weights { get; init; }

    /// <summary>The combinations to score, for example <c>max_depth=3,none; criterion=gini,entropy</c>, as <see cref="SearchSpace.Parse"/> reads them.</summary>
    public required string ParamGrid { get; init; }

    /// <summary>How many of the combinations to draw at random; null for all.</summary>
    public int? NIter { get; init; }

    /// <summary>
    /// The factor of a search by successive halving, as scikit-learn's HalvingGridSearchCV: the first round has many candidates with
    /// few trees, each next one the best of so many with so many times the trees, up to <see cref="NEstimators"/>. Null for all with all.
    /// </summary>
    public int? Halving { get; init; }

    /// <summary>What rounds have ever more of: <c>trees</c>, or <c>rows</c>, of which the last round has nearly all (n_samples); null for trees.</summary>
    public string? Resource { get; init; }

    /// <summary>How many rows a round has; null for all.</summary>
    internal int? Rows { get; init; }

    /// <summary>The rounds of a search by <see cref="Halving"/>; one of all candidates where it has none. Those of a search by rows follow from the table, and are not known before.</summary>
    /// <exception cref="LearningException">The search makes no sense, names n_estimators though the rounds say how many trees there are, or is by rows.</exception>
    internal IReadOnlyList<HalvingRound> Rounds => HalvingStudy.Rounds(this);

    /// <summary>The names under which the search is kept: its own, or one a round; none where it has no name.</summary>
    internal IEnumerable<string> StudyNames => Name is null ? [] : Halving is null ? [Name] : HalvingStudy.NamesOf(this);

    /// <summary>The positions of those candidates that are scored; null for all.</summary>
    internal IReadOnlyList<int>? Only { get; init; }

    /// <summary>Trees a forest, where the grid does not say.</summary>
    public int NEstimators { get; init; } = 100;

    /// <summary>
    /// The rows that are held out of the whole search, on which its best model is judged once (<see cref="SearchOutcome.Test"/>): a share
    /// below 1, rounded up, or a number of rows, drawn by the seed, of classes the same share of each; null for none. The best candidate's
    /// forest then grows on the other rows.
    /// </summary>
    public double? TestSize { get; init; }

    /// <summary>How rows are shared out over folds.</summary>
    public FoldOptions Cv { get; init; } = new();

    /// <summary>How to score, by names parted by commas, such as <c>accuracy,roc_auc_ovr</c>; null for accuracy or r2.</summary>
    public string? Scoring { get; init; }

    /// <summary>Which of several scorings chooses the best candidate; null for the first.</summary>
    public string? RefitScoring { get; init; }

    /// <summary>Where the forests' random draws start from.</summary>
    public ulong Seed { get; init; }

    /// <summary>Bins of a feature that has too many distinct values for one each: those of up to 256, or one more than this, are exact.</summary>
    public int QuantileBins { get; init; } = MatrixOptions.DefaultQuantileBins;

    /// <summary>Whether the best candidate's forest is grown on all rows at the end.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>
    /// A name for the study. Its finished trials are kept under it: a study that was cancelled, or whose process ended, goes on
    /// where it was when the same search is started over the same rows. Null for a study that nobody comes back to.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>What the silos are told of it.</summary>
    internal SearchSpec Spec => new()
    {
        Task = Task,
        Model = Model,
        Grid = ParamGrid,
        RandomCandidates = NIter,
        Trees = NEstimators,
        Scoring = Scoring,
        RefitScoring = RefitScoring,
        Only = Only,
        Rows = Rows,
        Folds = Cv,
        Seed = Seed,
    };
}
