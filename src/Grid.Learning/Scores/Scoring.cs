namespace Grid.Learning;

/// <summary>
/// A way to score predictions; greater is better, always. Names and signs are scikit-learn's: what is an error or a loss
/// bears <c>neg_</c> and is negative (<c>max_error</c> is negative without, as there).
/// </summary>
public sealed class Scoring
{
    private readonly Measure _measure;

    internal Scoring(string name, LearningTask task, Measure measure, ScoreNeeds needs = ScoreNeeds.Nothing) =>
        (Name, Task, _measure, Needs) = (name, task, measure, needs);

    /// <summary>Scores predictions: for each row a probability per class, or a number. NaN where the score is not defined.</summary>
    internal delegate double Measure(Truth truth, ReadOnlySpan<double> predictions);

    /// <summary>The share of rows whose class is right.</summary>
    public static Scoring Accuracy { get; } = new("accuracy", LearningTask.Classification, ClassScores.Accuracy);

    /// <summary>The mean over the classes of F1, the harmonic mean of precision and recall.</summary>
    public static Scoring F1Macro { get; } = new("f1_macro", LearningTask.Classification, ClassScores.Macro((counts, k) => counts.F1(k)));

    /// <summary>Minus the mean of −ln of the probability that the right class was given.</summary>
    public static Scoring NegLogLoss { get; } = new("neg_log_loss", LearningTask.Classification, ProbabilityScores.NegLogLoss);

    /// <summary>
    /// The area under the ROC curve: of the second of two classes, or the mean over the classes of each against the rest.
    /// NaN where a class has no test row.
    /// </summary>
    public static Scoring RocAucOneVsRest { get; } = new("roc_auc_ovr", LearningTask.Classification, ProbabilityScores.OneVsRest, ScoreNeeds.EveryClass);

    /// <summary>The share of the variance that is explained.</summary>
    public static Scoring R2 { get; } = new("r2", LearningTask.Regression, NumberScores.R2, ScoreNeeds.TwoRows);

    /// <summary>Minus the root of the mean squared error.</summary>
    public static Scoring NegRootMeanSquaredError { get; } = new("neg_root_mean_squared_error", LearningTask.Regression, NumberScores.NegRootMeanSquaredError);

    /// <summary>Minus the mean absolute error.</summary>
    public static Scoring NegMeanAbsoluteError { get; } = new("neg_mean_absolute_error", LearningTask.Regression, NumberScores.NegMeanAbsoluteError);

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Scoring> All => ScoringNames.All;

    /// <summary>The name as scikit-learn's scorers bear it.</summary>
    public string Name { get; }

    /// <summary>What kind of prediction it is for.</summary>
    public LearningTask Task { get; }

    /// <summary>What the rows must be.</summary>
    internal ScoreNeeds Needs { get; }

    /// <summary>Accuracy for classes, R² for numbers.</summary>
    public static Scoring Default(LearningTask task) => task == LearningTask.Classification ? Accuracy : R2;

    /// <summary>The scoring of a name; short names such as <c>log_loss</c>, <c>roc_auc</c>, <c>rmse</c> and <c>mae</c> are understood too.</summary>
    /// <exception cref="LearningException">There is none of that name for the task.</exception>
    public static Scoring Parse(string name, LearningTask task) => ScoringNames.Parse(name, task);

    /// <summary>Reads several names, parted by commas.</summary>
    /// <param name="names">The names; null for accuracy or r2.</param>
    /// <param name="chooser">The one that is to say which candidate is the best; null for the first.</param>
    /// <param name="task">What is predicted.</param>
    /// <returns>The scorings, the one that chooses first.</returns>
    /// <exception cref="LearningException">There is none of a name, it is there twice, or the one that chooses is not among them.</exception>
    public static IReadOnlyList<Scoring> ParseAll(string? names, string? chooser, LearningTask task) => ScoringNames.ParseAll(names, chooser, task);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Makes sure that every split can be scored: where one cannot, no candidate has a score.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="folds">The splits.</param>
    /// <exception cref="LearningException">One cannot: the message says why, and what to do.</exception>
    public void RequireDefined(TrainingMatrix matrix, FoldPlan folds)
    {
        if (ScoreLimits.WhyUndefined(this, matrix, folds) is { } why)
            throw new LearningException($"{why.Reason}, so that no candidate can be scored; {why.Advice}.");
    }

    /// <summary>Scores predictions.</summary>
    /// <param name="matrix">Where the truth is.</param>
    /// <param name="rows">The rows that were predicted.</param>
    /// <param name="predictions">For each of them a probability per class, or a number.</param>
    internal double Score(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions) => Score(Truth.Of(matrix, rows), predictions);

    /// <summary>Scores predictions.</summary>
    /// <param name="truth">What is true of the rows.</param>
    /// <param name="predictions">For each of them a probability per class, or a number.</param>
    internal double Score(Truth truth, ReadOnlySpan<double> predictions) => truth.Rows == 0 ? double.NaN : _measure(truth, predictions);

    /// <summary>The class whose precision and recall are meant where there are two: 1 where that is one of them, as in scikit-learn, else the second.</summary>
    internal static int PositiveOf(ClassLabels labels) => labels.Names[0] == "1" ? 0 : 1;

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
