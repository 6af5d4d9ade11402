namespace Grid.Learning;

/// <summary>
/// A way to score predictions; greater is better, always. Names and signs are scikit-learn's: what is an error or a loss
/// bears <c>neg_</c> and is negative.
/// </summary>
public sealed class Scoring
{
    private delegate double Measure(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions);

    private readonly Measure _measure;

    private Scoring(string name, LearningTask task, Measure measure) => (Name, Task, _measure) = (name, task, measure);

    /// <summary>The share of rows whose class is right.</summary>
    public static Scoring Accuracy { get; } = new("accuracy", LearningTask.Classification, ClassScores.Accuracy);

    /// <summary>The mean over the classes of the share of their rows that is right.</summary>
    public static Scoring BalancedAccuracy { get; } = new("balanced_accuracy", LearningTask.Classification, ClassScores.BalancedAccuracy);

    /// <summary>The mean over the classes of F1, the harmonic mean of precision and recall.</summary>
    public static Scoring F1Macro { get; } = new("f1_macro", LearningTask.Classification, ClassScores.F1Macro);

    /// <summary>F1 per class, weighed by the rows of each.</summary>
    public static Scoring F1Weighted { get; } = new("f1_weighted", LearningTask.Classification, ClassScores.F1Weighted);

    /// <summary>Minus the mean of −ln of the probability that the right class was given.</summary>
    public static Scoring NegLogLoss { get; } = new("neg_log_loss", LearningTask.Classification, ProbabilityScores.NegLogLoss);

    /// <summary>
    /// The area under the ROC curve: of the second of two classes, or the mean over the classes of each against the rest.
    /// NaN where a class has no test row.
    /// </summary>
    public static Scoring RocAucOneVsRest { get; } = new("roc_auc_ovr", LearningTask.Classification, ProbabilityScores.RocAuc);

    /// <summary>The share of the variance that is explained.</summary>
    public static Scoring R2 { get; } = new("r2", LearningTask.Regression, NumberScores.R2);

    /// <summary>Minus the root of the mean squared error.</summary>
    public static Scoring NegRootMeanSquaredError { get; } = new("neg_root_mean_squared_error", LearningTask.Regression, NumberScores.NegRootMeanSquaredError);

    /// <summary>Minus the mean absolute error.</summary>
    public static Scoring NegMeanAbsoluteError { get; } = new("neg_mean_absolute_error", LearningTask.Regression, NumberScores.NegMeanAbsoluteError);

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Scoring> All { get; } =
        [Accuracy, BalancedAccuracy, F1Macro, F1Weighted, NegLogLoss, RocAucOneVsRest, R2, NegRootMeanSquaredError, NegMeanAbsoluteError];

    private static readonly Dictionary<string, Scoring> ShortNames = new(StringComparer.Ordinal)
    {
        ["log_loss"] = NegLogLoss,
        ["roc_auc"] = RocAucOneVsRest,
        ["rmse"] = NegRootMeanSquaredError,
        ["mae"] = NegMeanAbsoluteError,
    };

    /// <summary>The name as scikit-learn's scorers bear it.</summary>
    public string Name { get; }

    /// <summary>What kind of prediction it is for.</summary>
    public LearningTask Task { get; }

    /// <summary>Accuracy for classes, R² for numbers.</summary>
    public static Scoring Default(LearningTask task) => task == LearningTask.Classification ? Accuracy : R2;

    /// <summary>The scoring of a name; <c>log_loss</c>, <c>roc_auc</c>, <c>rmse</c> and <c>mae</c> are understood too.</summary>
    /// <exception cref="LearningException">There is none of that name for the task.</exception>
    public static Scoring Parse(string name, LearningTask task)
    {
        var scoring = All.FirstOrDefault(s => s.Name == name) ?? ShortNames.GetValueOrDefault(name);
        var fitting = All.Where(s => s.Task == task).Select(s => s.Name);
        if (scoring is null)
            throw new LearningException($"there is no scoring '{name}'{(ForeignWords.OfScore(name) is { } near ? $"; {near}." : NearestName.Hint(name, fitting.Concat(ShortNames.Keys)))} Known for {task.ToString().ToLowerInvariant()}: {string.Join(", ", fitting)}.");
        return scoring.Task == task
            ? scoring
            : throw new LearningException($"the scoring '{name}' is not for {task.ToString().ToLowerInvariant()}; known are {string.Join(", ", fitting)}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Makes sure that every split can be scored: where one cannot, no candidate has a score.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="folds">The splits.</param>
    /// <exception cref="LearningException">One cannot: the message says why, and what to do.</exception>
    public void RequireDefined(TrainingMatrix matrix, FoldPlan folds)
    {
        for (int split = 0; split < folds.Splits; split++)
        {
            int[] rows = folds.TestRows(split);
            if (this == R2 && rows.Length < 2)
                throw new LearningException($"{Name} is not defined on split {split}, which has {rows.Length} row to test, so that no candidate can be scored; ask for fewer folds or for another scoring.");
            if (this != RocAucOneVsRest)
                continue;
            var present = new bool[matrix.Outputs];
            foreach (int row in rows)
                present[matrix.Classes[row]] = true;
            int absent = Array.IndexOf(present, false);
            if (absent >= 0)
                throw new LearningException($"{Name} is not defined on split {split}, which has no row of class '{matrix.Labels!.Names[absent]}' to test, so that no candidate can be scored; leave the class out, or ask for another scoring{(folds.Folds > 2 ? " or fewer folds" : "")}.");
        }
    }

    /// <summary>Scores predictions.</summary>
    /// <param name="matrix">Where the truth is.</param>
    /// <param name="rows">The rows that were predicted.</param>
    /// <param name="predictions">For each of them a probability per class, or a number.</param>
    internal double Score(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions) =>
        rows.IsEmpty ? double.NaN : _measure(matrix, rows, predictions);

    /// <summary>The position of the greatest value, the first of equals.</summary>
    internal static int Greatest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[best])
                best = k;
        }
        return best;
    }
}
