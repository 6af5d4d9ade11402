using static Grid.Learning.ScoreNeeds;

namespace Grid.Learning;

/// <summary>The scorings by their names.</summary>
internal static class ScoringNames
{
    /// <summary>All there are, those of classes first.</summary>
    public static IReadOnlyList<Scoring> All { get; } =
    [
        Scoring.Accuracy,
        Classes("balanced_accuracy", ClassScores.BalancedAccuracy),
        .. Averages("precision", (counts, k) => counts.Precision(k)),
        .. Averages("recall", (counts, k) => counts.Recall(k)),
        .. Averages("f1", (counts, k) => counts.F1(k)),
        Classes("matthews_corrcoef", ClassScores.Matthews),
        Classes("cohen_kappa", ClassScores.Kappa, Disagreement),
        Classes("top_k_accuracy", ProbabilityScores.TopAccuracy),
        Scoring.NegLogLoss,
        Classes("neg_brier_score", ProbabilityScores.NegBrier),
        Classes("average_precision", ProbabilityScores.AveragePrecision),
        Scoring.RocAucOneVsRest,
        Classes("roc_auc_ovr_weighted", ProbabilityScores.OneVsRestWeighted, EveryClass),
        Classes("roc_auc_ovo", ProbabilityScores.OneVsOne, EveryClass),
        Classes("roc_auc_ovo_weighted", ProbabilityScores.OneVsOneWeighted, EveryClass),
        Scoring.R2,
        Numbers("explained_variance", NumberScores.ExplainedVariance),
        Numbers("neg_mean_squared_error", NumberScores.NegMeanSquaredError),
        Scoring.NegRootMeanSquaredError,
        Scoring.NegMeanAbsoluteError,
        Numbers("neg_median_absolute_error", NumberScores.NegMedianAbsoluteError),
        Numbers("neg_mean_absolute_percentage_error", NumberScores.NegMeanAbsolutePercentageError),
        Numbers("neg_mean_squared_log_error", NumberScores.NegMeanSquaredLogError, NoNegatives),
        Numbers("neg_root_mean_squared_log_error", NumberScores.NegRootMeanSquaredLogError, NoNegatives),
        Numbers("max_error", NumberScores.MaxError),
    ];

    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["roc_auc"] = "roc_auc_ovr",
        ["log_loss"] = "neg_log_loss",
        ["mse"] = "neg_mean_squared_error",
        ["rmse"] = "neg_root_mean_squared_error",
        ["mae"] = "neg_mean_absolute_error",
        ["mape"] = "neg_mean_absolute_percentage_error",
        ["msle"] = "neg_mean_squared_log_error",
        ["neg_max_error"] = "max_error",
    };

    /// <summary>The scoring of a name or a short name.</summary>
    /// <exception cref="LearningException">There is none of that name for the task.</exception>
    public static Scoring Parse(string name, LearningTask task)
    {
        var scoring = All.FirstOrDefault(s => s.Name == ShortNames.GetValueOrDefault(name, name));
        string[] fitting = [.. All.Where(s => s.Task == task).Select(s => s.Name)];
        if (scoring is null)
            throw new LearningException($"there is no scoring '{name}'{(ForeignWords.OfScore(name) is { } near ? $"; {near}." : NearestName.Hint(name, fitting.Concat(ShortNames.Keys)))} Known for {Word(task)}: {string.Join(", ", fitting)}.");
        return scoring.Task == task
            ? scoring
            : throw new LearningException($"the scoring '{name}' is not for {Word(task)}; known are {string.Join(", ", fitting)}.");
    }

    /// <summary>The scorings of names parted by commas, the one that chooses first.</summary>
    /// <exception cref="LearningException">There is none of a name, it is there twice, or the one that chooses is not among them.</exception>
    public static IReadOnlyList<Scoring> ParseAll(string? names, string? chooser, LearningTask task)
    {
        string[] words = names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [Scoring.Default(task).Name];
        if (words.Length == 0)
            throw new LearningException($"the scoring is empty; name one, such as {Scoring.Default(task)}.");
        Scoring[] all = [.. words.Select(word => Parse(word, task))];
        if (all.GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new LearningException($"the scoring '{twice.Key}' is named twice; name it once.");
        if (chooser is null)
            return all;
        var first = all.FirstOrDefault(s => s.Name == ShortNames.GetValueOrDefault(chooser, chooser))
            ?? throw new LearningException($"'{chooser}' is to choose the best candidate, but is none of the scorings{NearestName.Hint(chooser, all.Select(s => s.Name))} Asked for: {string.Join(", ", all.Select(s => s.Name))}.");
        return [first, .. all.Where(s => s != first)];
    }

    private static string Word(LearningTask task) => task.ToString().ToLowerInvariant();

    private static Scoring Classes(string name, Scoring.Measure measure, ScoreNeeds needs = Nothing) => new(name, LearningTask.Classification, measure, needs);

    private static Scoring Numbers(string name, Scoring.Measure measure, ScoreNeeds needs = Nothing) => new(name, LearningTask.Regression, measure, needs);

    // Each row has one class, so that what is counted over all classes at once is accuracy.
    private static Scoring[] Averages(string name, ClassScores.OfClass measure) =>
    [
        Classes(name, ClassScores.Binary(measure), TwoClasses),
        name == "f1" ? Scoring.F1Macro : Classes($"{name}_macro", ClassScores.Macro(measure)),
        Classes($"{name}_micro", ClassScores.Accuracy),
        Classes($"{name}_weighted", ClassScores.Weighted(measure)),
    ];
}
