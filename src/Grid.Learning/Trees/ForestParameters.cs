namespace Grid.Learning;

/// <summary>
/// The rules that a forest is grown by: scikit-learn's, with its names in the remarks of each and its defaults. A decision
/// tree is a forest of one tree without bootstrap that tries every feature (<see cref="SingleTree"/>).
/// </summary>
public sealed record ForestParameters
{
    private ForestParameters(LearningTask task) => Task = task;

    /// <summary>What the forest predicts.</summary>
    public LearningTask Task { get; }

    /// <summary>How many trees (n_estimators).</summary>
    public int Trees { get; init; } = 100;

    /// <summary>What a split is to lessen (criterion).</summary>
    public Criterion Criterion { get; init; }

    /// <summary>Splits from the root to a leaf at most (max_depth); null for no limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>
    /// How many features a node draws (max_features). As in scikit-learn, features that are constant in the node count as
    /// drawn, but drawing goes on until one is not.
    /// </summary>
    public FeatureLimit MaxFeatures { get; init; }

    /// <summary>Distinct rows that a node must have to be split (min_samples_split).</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Distinct rows that each side of a split must have (min_samples_leaf).</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>
    /// How much a split must lessen the impurity (min_impurity_decrease): N_t/N × (impurity − N_left/N_t × that of the left
    /// − N_right/N_t × that of the right), N counting weights.
    /// </summary>
    public double MinImpurityDecrease { get; init; }

    /// <summary>
    /// Leaves of a tree at most (max_leaf_nodes): the splits that lessen the impurity most are made first; null for no limit.
    /// </summary>
    public int? MaxLeafNodes { get; init; }

    /// <summary>
    /// What a leaf costs in pruning by cost and complexity (ccp_alpha): a branch is taken back where it lessens the impurity, weighed as
    /// in <see cref="MinImpurityDecrease"/>, by no more than so much a leaf beyond its first. 0 for no pruning.
    /// </summary>
    public double CcpAlpha { get; init; }

    /// <summary>
    /// Whether of each feature that a node draws one threshold is tried, drawn evenly between its least and its greatest value in the
    /// node (ExtraTreesClassifier, ExtraTreesRegressor), instead of all.
    /// </summary>
    public bool ExtraTrees { get; init; }

    /// <summary>Whether each tree has a sample of the rows, drawn with replacement (bootstrap), or all of them.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>How many rows a bootstrap sample draws (max_samples).</summary>
    public SampleLimit MaxSamples { get; init; }

    /// <summary>How much the rows of a class count (class_weight).</summary>
    public ClassWeighting ClassWeight { get; init; }

    /// <summary>Where random draws start from (random_state). The same seed gives the same forest on any number of threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>scikit-learn's defaults for a random forest: the square root of the features for classes, all of them for numbers.</summary>
    public static ForestParameters Default(LearningTask task) => new(task)
    {
        Criterion = task == LearningTask.Classification ? Criterion.Gini : Criterion.SquaredError,
        MaxFeatures = task == LearningTask.Classification ? FeatureLimit.SquareRoot : FeatureLimit.All,
    };

    /// <summary>scikit-learn's defaults for extremely randomised trees (Geurts, Ernst and Wehenkel, 2006): each tree has all rows.</summary>
    public static ForestParameters DefaultExtraTrees(LearningTask task) => Default(task) with { ExtraTrees = true, Bootstrap = false };

    /// <summary>scikit-learn's defaults for one decision tree.</summary>
    public static ForestParameters SingleTree(LearningTask task) =>
        Default(task) with { Trees = 1, Bootstrap = false, MaxFeatures = FeatureLimit.All };

    /// <summary>Checks that the parameters make sense, alone and together.</summary>
    /// <exception cref="LearningException">One does not; the message names it.</exception>
    public void Validate()
    {
        Validate(null);
        if (!Bootstrap && MaxSamples != SampleLimit.All)
            throw new LearningException($"max_samples is {MaxSamples}, but without bootstrap every tree has all rows; set bootstrap=true or max_samples=none.");
    }

    /// <summary>Checks one parameter by itself, or each of them.</summary>
    internal void Validate(string? only)
    {
        Require(only, Trees is >= 1 and <= LeafQuantum.MostTrees, "n_estimators", Trees, $"from 1 to {LeafQuantum.MostTrees}");
        Require(only, MaxDepth is null or >= 1, "max_depth", MaxDepth ?? 0, "at least 1, or none");
        Require(only, MinSamplesSplit >= 2, "min_samples_split", MinSamplesSplit, "at least 2");
        Require(only, MinSamplesLeaf >= 1, "min_samples_leaf", MinSamplesLeaf, "at least 1");
        Require(only, MinImpurityDecrease is >= 0 and < double.PositiveInfinity, "min_impurity_decrease", MinImpurityDecrease, "0 or more");
        Require(only, MaxLeafNodes is null or >= 2, "max_leaf_nodes", MaxLeafNodes ?? 0, "at least 2, or none");
        Require(only, CcpAlpha is >= 0 and < double.PositiveInfinity, "ccp_alpha", CcpAlpha, "0 or more");
        if (Task == LearningTask.Classification == (Criterion == Criterion.SquaredError))
        {
            throw new LearningException(Task == LearningTask.Classification
                ? "the criterion squared_error is for regression; a classification takes gini, entropy or log_loss."
                : $"the criterion {(Criterion == Criterion.LogLoss ? "log_loss" : Criterion.ToString().ToLowerInvariant())} is for classification; a regression takes squared_error.");
        }
        if (Task == LearningTask.Regression && ClassWeight != ClassWeighting.None)
            throw new LearningException("class_weight is for classification; a regression has no classes.");
    }

    private static void Require(string? only, bool holds, string name, double value, string expected)
    {
        if (!holds && (only ?? name) == name)
            throw new LearningException($"{name} is {value}; it must be {expected}.");
    }
}
