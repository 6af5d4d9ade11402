namespace Grid.Learning;

/// <summary>
/// A trained forest, with the names and categories of the columns it learned from. What it predicts is the mean of its
/// trees: probabilities for classes, of which the greatest wins (the first of equals), or a number. Immutable.
/// </summary>
public sealed partial class Forest
{
    private readonly Lazy<ValueKeys[]> _keys;

    private Forest(ForestParameters parameters, string target, IReadOnlyList<Feature> features, ClassLabels? labels, IReadOnlyList<Tree> trees, IReadOnlyList<double> importances, IReadOnlyList<double>? deviations)
    {
        (Parameters, Target, Features, Labels, Trees) = (parameters, target, features, labels, trees);
        (Importances, ImportanceDeviations) = (importances, deviations);
        _keys = new Lazy<ValueKeys[]>(() => [.. Features.Select(feature => new ValueKeys(feature))]);
    }

    private Forest(Forest model) : this(model.Parameters, model.Target, model.Features, model.Labels, model.Trees, model.Importances, model.ImportanceDeviations) =>
        (OutOfBag, WeightColumn, HeldOut) = (model.OutOfBag, model.WeightColumn, model.HeldOut);

    /// <summary>The rules that it was grown by.</summary>
    public ForestParameters Parameters { get; }

    /// <summary>The name of the column it predicts.</summary>
    public string Target { get; }

    /// <summary>The columns it learned from; a table to predict has them all.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The classes it predicts; null for numbers.</summary>
    public ClassLabels? Labels { get; }

    /// <summary>Its trees.</summary>
    public IReadOnlyList<Tree> Trees { get; }

    /// <summary>
    /// How much each feature lessened the impurity, as scikit-learn has it: per tree as shares of 1, the mean over the trees
    /// that have a split, again as shares of 1. All 0 where no tree has a split.
    /// </summary>
    public IReadOnlyList<double> Importances { get; }

    /// <summary>The standard deviation of <see cref="Importances"/> over the trees, over n; null in a model that an earlier release has saved.</summary>
    public IReadOnlyList<double>? ImportanceDeviations { get; }

    /// <summary>How it does on rows that its trees have not seen; null unless asked for in training, and after loading.</summary>
    public OutOfBag? OutOfBag { get; private init; }

    /// <summary>The column that said how much each row counted in training; null where each counted once.</summary>
    public string? WeightColumn { get; private init; }

    /// <summary>How it does on rows that were held out of its search; null where none were.</summary>
    public HeldOutScores? HeldOut { get; private init; }

    /// <summary>The same model with how it does on rows that were held out.</summary>
    public Forest With(HeldOutScores heldOut) => new(this) { HeldOut = heldOut };

    /// <summary>Numbers predicted a row: one a class, or one.</summary>
    internal int Outputs => Labels?.Count ?? 1;
}
