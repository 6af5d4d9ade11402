namespace Grid.Learning;

/// <summary>Scores and parameters that scikit-learn has and Grid has not, and what is near in meaning: a name that looks alike may be another's.</summary>
internal static class ForeignWords
{
    private static readonly Dictionary<string, string> Scores = new(StringComparer.OrdinalIgnoreCase)
    {
        ["f1"] = "near are f1_macro and f1_weighted",
        ["f1_micro"] = "it is accuracy where each row has one class; near are f1_macro and f1_weighted",
        ["precision"] = "near are f1_macro and balanced_accuracy",
        ["recall"] = "balanced_accuracy is the mean of the classes' recall",
        ["recall_macro"] = "that is balanced_accuracy",
        ["precision_macro"] = "near is f1_macro",
        ["auc"] = "that is roc_auc_ovr",
        ["roc_auc_ovo"] = "near is roc_auc_ovr",
        ["average_precision"] = "near is roc_auc_ovr",
        ["neg_brier_score"] = "near is neg_log_loss",
        ["mse"] = "near is neg_root_mean_squared_error, its root",
        ["neg_mean_squared_error"] = "near is neg_root_mean_squared_error, its root",
        ["mape"] = "near is neg_mean_absolute_error",
        ["neg_mean_absolute_percentage_error"] = "near is neg_mean_absolute_error",
        ["neg_median_absolute_error"] = "near is neg_mean_absolute_error",
        ["max_error"] = "near is neg_root_mean_squared_error",
        ["explained_variance"] = "near is r2",
    };

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["max_leaf_nodes"] = "max_depth and min_samples_leaf limit a tree",
        ["min_weight_fraction_leaf"] = "min_samples_leaf is near",
        ["ccp_alpha"] = "min_impurity_decrease is near",
        ["oob_score"] = "the folds score every candidate",
        ["random_state"] = "that is --seed",
        ["seed"] = "that is --seed",
        ["n_jobs"] = "that is --threads",
        ["cv"] = "that is --folds",
        ["scoring"] = "that is --scoring",
        ["trees"] = "that is n_estimators",
        ["n_trees"] = "that is n_estimators",
        ["splitter"] = "splits are always the best of the features drawn",
        ["learning_rate"] = "there are random forests, and no boosting",
        ["subsample"] = "max_samples is near",
        ["warm_start"] = "--study keeps what is finished",
    };

    /// <summary>What to say of a score that there is not; null for a name that nobody has.</summary>
    public static string? OfScore(string name) => Scores.GetValueOrDefault(name);

    /// <summary>What to say of a parameter that there is not; null for a name that nobody has.</summary>
    public static string? OfParameter(string name) => Parameters.GetValueOrDefault(name);
}
