namespace Grid.Learning;

/// <summary>Scores and parameters that scikit-learn has and Grid has not, and what is near in meaning: a name that looks alike may be another's.</summary>
internal static class ForeignWords
{
    private static readonly Dictionary<string, string> Scores = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auc"] = "that is roc_auc_ovr",
        ["mcc"] = "that is matthews_corrcoef",
        ["kappa"] = "that is cohen_kappa",
        ["cohen_kappa_score"] = "that is cohen_kappa",
        ["brier"] = "that is neg_brier_score",
        ["brier_score"] = "that is neg_brier_score",
        ["brier_score_loss"] = "that is neg_brier_score",
        ["sensitivity"] = "that is recall",
        ["ppv"] = "that is precision",
        ["ap"] = "that is average_precision",
        ["medae"] = "that is neg_median_absolute_error",
        ["error"] = "accuracy is 1 minus it",
        ["logloss"] = "that is neg_log_loss",
        ["cross_entropy"] = "that is neg_log_loss",
        ["f1_samples"] = "each row has one class here; near are f1_macro and f1_weighted",
        ["precision_samples"] = "each row has one class here; near are precision_macro and precision_weighted",
        ["recall_samples"] = "each row has one class here; near are recall_macro and recall_weighted",
        ["jaccard"] = "near is f1, which orders candidates alike where there are two classes",
        ["jaccard_macro"] = "near is f1_macro",
        ["jaccard_micro"] = "near is f1_micro",
        ["jaccard_weighted"] = "near is f1_weighted",
        ["neg_negative_likelihood_ratio"] = "near are recall and precision",
        ["positive_likelihood_ratio"] = "near are recall and precision",
        ["neg_mean_poisson_deviance"] = "near is neg_mean_squared_log_error",
        ["neg_mean_gamma_deviance"] = "near is neg_mean_absolute_percentage_error",
        ["d2_absolute_error_score"] = "near is neg_mean_absolute_error",
    };

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["min_weight_fraction_leaf"] = "min_samples_leaf is near",
        ["max_leaves"] = "that is max_leaf_nodes",
        ["num_leaves"] = "that is max_leaf_nodes",
        ["alpha"] = "ccp_alpha prunes",
        ["class_weights"] = "that is class_weight",
        ["sample_weight"] = "that is --weights",
        ["oob_score"] = "the folds score every candidate",
        ["random_state"] = "that is --seed",
        ["seed"] = "that is --seed",
        ["n_jobs"] = "that is --threads",
        ["cv"] = "that is --cv, with --folds",
        ["scoring"] = "that is --scoring",
        ["trees"] = "that is n_estimators",
        ["n_trees"] = "that is n_estimators",
        ["splitter"] = "random thresholds are those of --model extra_trees",
        ["learning_rate"] = "there are random forests, and no boosting",
        ["subsample"] = "max_samples is near",
        ["warm_start"] = "--study keeps what is finished",
    };

    private static readonly Dictionary<(string Parameter, string Value), string> Values = new()
    {
        [("criterion", "mse")] = "that is squared_error",
        [("criterion", "friedman_mse")] = "squared_error is what a forest of single trees needs of it",
        [("criterion", "mae")] = "there is none for absolute errors; squared_error is what there is for numbers",
        [("criterion", "absolute_error")] = "there is none for absolute errors; squared_error is what there is for numbers",
        [("criterion", "poisson")] = "there is none for counts; squared_error is what there is for numbers",
        [("criterion", "logloss")] = "that is log_loss",
        [("criterion", "variance")] = "that is squared_error",
        [("criterion", "information_gain")] = "that is entropy",
        [("max_features", "auto")] = "that is sqrt for classes, and none for numbers",
        [("max_features", "all")] = "that is none",
        [("max_features", "log")] = "that is log2",
        [("max_depth", "inf")] = "that is none",
        [("max_depth", "-1")] = "no limit is none",
        [("class_weight", "auto")] = "that is balanced",
        [("class_weight", "subsample")] = "that is balanced_subsample",
        [("max_leaf_nodes", "inf")] = "that is none",
        [("max_leaf_nodes", "-1")] = "no limit is none",
        [("bootstrap", "yes")] = "that is true",
        [("bootstrap", "no")] = "that is false",
    };

    /// <summary>What to say of a value that a parameter does not take; null for one that nobody means.</summary>
    public static string? OfValue(string parameter, string value) => Values.GetValueOrDefault((parameter, value.ToLowerInvariant()));

    /// <summary>What to say of a score that there is not; null for a name that nobody has.</summary>
    public static string? OfScore(string name) => Scores.GetValueOrDefault(name);

    /// <summary>What to say of a parameter that there is not; null for a name that nobody has.</summary>
    public static string? OfParameter(string name) => Parameters.GetValueOrDefault(name);
}
