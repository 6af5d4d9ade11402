namespace Grid.Cli;

/// <summary>Options that other tools' users try, and those of ours that mean the same.</summary>
internal static class ForeignOption
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal);

    static ForeignOption()
    {
        Written(["--delimiter"], "--sep", "--separator", "--delim", "--field-separator", "--fs", "-d", "-t", "-s");
        Written(["--rows", "--limit"], "-n", "--n", "--lines", "--limit", "--nrows", "--top", "--first", "--max-rows", "--count", "--rows", "-l", "-r");
        Written(["--where"], "--filter", "--query", "--condition", "-w", "-q");
        Written(["--output"], "--format", "-f", "--json", "--csv", "--out", "--arrow");
        Written(["--null"], "--na", "--na-values", "--na_values", "--nulls", "--null-values", "--nullstr", "--na-value");
        Written(["--schema"], "--dtype", "--dtypes", "--types", "--type");
        Written(["--no-header"], "--header", "--noheader", "--headerless", "-H");
        Written(["--quote"], "--quotechar", "--quote-char");
        Written(["--date-format"], "--parse-dates", "--dayfirst", "--day-first", "--dateformat");
        Written(["--columns", "--column"], "--cols", "--col", "--select", "--usecols", "--fields", "-c", "--column", "--columns");
        Written(["--by"], "--group", "--group-by", "--groupby", "--keys", "--key", "-g", "-b");
        Written(["--agg"], "--aggregate", "--aggregates", "--aggs", "-a", "--sum", "--mean");
        Written(["--with"], "--assign", "--compute", "--eval", "--mutate");
        Written(["--join"], "--merge", "--lookup", "--left-join", "--inner-join", "--on", "--vlookup");
        Written(["--percentiles"], "--quantiles", "--percentile", "--quantile", "--q");
        Written(["--order", "--sort"], "--order", "--sort", "--order-by", "--orderby", "--sort-by", "--desc");
        Written(["--sample"], "--frac", "--fraction", "--sample-frac");
        Written(["--distinct"], "--unique", "--drop-duplicates", "--dedup");
        Written(["--fill"], "--fillna", "--fill-null", "--fill-nulls", "--fill-nan", "--impute");
        Written(["--drop-nulls"], "--dropna", "--drop-na", "--drop-null", "--drop-missing");
        Written(["--test"], "--test-size", "--test_size", "--test-share", "--holdout", "--ratio");
        Written(["--train-out"], "--train", "--out-train");
        Written(["--test-out"], "--out-test");
        Written(["--onehot"], "--one-hot", "--dummies", "--get-dummies", "--get_dummies", "--to-dummies", "--onehot-encode");
        Written(["--ordinal"], "--label-encode", "--ordinal-encode", "--factorize", "--codes");
        Written(["--drop-above", "--drop-correlated"], "--drop-correlated", "--drop-above", "--threshold");
        Written(["--recipe-out"], "--save-recipe", "--recipe-save", "--out-recipe");
        Written(["--scale"], "--standardize", "--normalize", "--scaler", "--minmax");
        Written(["--clip"], "--winsorize", "--clamp", "--bounds");
        Written(["--bins"], "--buckets", "--nbins");
        Written(["--threads"], "--jobs", "--n-jobs", "--n_jobs", "-j", "--workers", "--cores", "--cpus", "--parallel");
        Written(["--target"], "--label", "--y", "-y", "--response");
        Written(["--features"], "--x", "-X", "--inputs");
        Written(["--grid"], "--params", "--param-grid", "--param_grid", "--parameters");
        Written(["--trees"], "--n-estimators", "--n_estimators", "--estimators", "--ntrees");
        Written(["--weights"], "--sample-weight", "--sample-weights", "--weight");
        Written(["--model"], "--estimator", "--algorithm", "--classifier", "--regressor");
        Written(["--folds"], "-k", "--n-splits", "--n_splits", "--k");
        Written(["--cv"], "--splitter", "--cross-validation", "--validation");
        Written(["--refit"], "--refit-scoring", "--best-by");
        Written(["--scoring"], "--metric", "--score", "--scorer");
        Written(["--seed"], "--random-state", "--random_state", "--random-seed");
        Written(["--halving"], "--factor", "--successive-halving", "--hyperband");
        Written(["--dependence"], "--partial-dependence", "--pdp", "--feature");
        Written(["--repeats"], "--n-repeats", "--n_repeats");
        Written(["--random"], "--n-iter", "--n_iter", "--iterations");
        Written(["--save"], "--model", "--output-model", "--out-model");
        Written(["--study"], "--name", "--experiment");
        Written(["--overwrite"], "--overwrite", "--force", "--replace", "--clobber");
        Written(["--restart"], "--fresh", "--reset", "--no-resume");
        Written(["--probabilities"], "--proba", "--predict-proba", "--predict_proba");
        Written(["--silos"], "--nodes", "--replicas", "--processes");
        Written(["--memory"], "--mem", "--ram", "-m");
        Written(["--detach"], "--background", "--daemon", "-D");
        Written(["--version"], "-V", "-v");
    }

    /// <summary>The option of a command that means what was written; null where it has none.</summary>
    /// <param name="wrong">What was written, with its dashes.</param>
    /// <param name="has">The options that the command has.</param>
    public static string? Meant(string wrong, IReadOnlyCollection<string> has) =>
        Known.TryGetValue(wrong, out string[]? here) || Known.TryGetValue(wrong.Replace('_', '-'), out here) ? here.FirstOrDefault(has.Contains) : null;

    private static void Written(string[] here, params string[] words)
    {
        foreach (string word in words)
            Known[word] = here;
    }
}
