namespace Grid.Cli;

/// <summary>Commands that pandas, SQL and other tools' users try: what there is in their place, or that there is none yet.</summary>
internal static class ForeignCommand
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase);

    static ForeignCommand()
    {
        Written("counts", "value_counts", "value-counts", "mode", "top", "frequency", "freq");
        Known["unique"] = Known["distinct"] = "that is grid head --distinct A,B for the different values, and grid nunique for how many there are";
        Written("nunique", "n_unique", "count_distinct", "cardinality");
        Written("describe --percentiles 0.5", "median", "quantile", "quantiles", "percentile", "percentiles");
        Written("describe", "summary", "summarize", "summarise", "stats", "statistics");
        Written("report --out report.html", "profile", "profiling", "html");
        Written("missing", "isna", "isnull", "nulls", "null_count", "nullcount", "na");
        Written("schema", "info", "dtypes", "columns", "types", "shape", "inspect");
        Written("head", "first", "cat", "view", "print", "peek", "preview", "rows", "slice", "sample_rows");
        Written("corr", "correlate", "correlation", "correlations", "cov");
        Written("histogram", "hist", "plot", "bins");
        Written("groupby", "group_by", "group-by", "pivot", "pivot_table", "crosstab", "resample");
        Written("tune", "train", "fit", "search", "gridsearch", "grid_search", "grid-search", "learn", "cv", "cross_validate");
        Written("predict", "apply", "infer", "transform");
        Written("importance", "importances", "feature_importance", "feature_importances", "feature-importance", "explain", "permutation_importance", "partial_dependence", "pdp", "shap");
        Written("evaluate", "score", "test", "validate", "eval_model", "confusion", "confusion_matrix", "classification_report", "roc");
        Written("up", "start", "run", "serve", "server", "cluster", "launch");
        Written("down", "stop", "kill", "shutdown", "quit", "exit", "halt");
        Written("status", "ps", "nodes", "silos", "top_nodes", "health", "studies");
        Written("datasets", "ls", "list", "show", "tables", "catalog");
        Written("drop", "rm", "delete", "remove", "unload", "del");
        Written("load", "import", "read", "open", "read_csv", "upload", "put", "ingest");
        Written("scale", "resize", "rescale");
        Written("--version", "version");
        foreach (string aggregate in new[] { "mean", "sum", "min", "max", "std" })
            Known[aggregate] = $"that is grid aggregate --agg \"{aggregate}(x)\"";
        Known["avg"] = Known["average"] = Known["mean"];
        Known["agg"] = "that is grid aggregate";
        Known["count"] = "that is grid aggregate --agg \"count()\", and grid counts for the values of a column";
        Known["var"] = Known["stddev"] = Known["std"];
        foreach (string filter in new[] { "query", "filter", "where" })
            Known[filter] = "rows are kept by --where, on every command, as in grid head --where \"x > 1\"";
        foreach (string chosen in new[] { "select", "sql", "cut", "project" })
            Known[chosen] = "columns are chosen by --columns and rows kept by --where, as in grid head --columns a,b --where \"x > 1\"";
        foreach (string fill in new[] { "fillna", "fill_null", "fill_nan", "fill", "impute", "dropna", "drop_nulls", "clip", "standardize", "normalize", "prepare", "onehot", "get_dummies", "encode", "ordinal" })
            Known[fill] = "columns are filled by --fill, scaled by --scale, clipped by --clip and encoded by --onehot and --ordinal, and rows with gaps left out by --drop-nulls, on every command ('grid help preparation' tells of them)";
        foreach (string order in new[] { "sort", "sort_values", "order", "order_by", "rank", "nlargest", "nsmallest" })
            Known[order] = "rows are sorted by grid head --order \"x desc\", and all of them by grid save --order; --sort sorts the answers of groupby and counts";
        foreach (string end in new[] { "tail", "last" })
            Known[end] = "there is none yet; grid head has the first rows, and --where keeps others";
        foreach (string join in new[] { "join", "merge", "lookup", "vlookup" })
            Known[join] = "columns of another table are joined by --join, on every command, as in grid head trips --join \"zones.csv on PULocationID = LocationID\" ('grid help joins' tells of it)";
        foreach (string union in new[] { "concat", "union", "append", "stack", "vstack", "bind_rows" })
            Known[union] = "files of the same columns are one table where all are named, on every command, and with --by-name those of other columns; grid save writes them as one. Columns of another table are joined by --join ('grid help joins')";
        Written("split", "train_test_split", "train-test-split", "partition", "holdout", "split_data");
        Written("save", "convert", "write", "to_csv", "to_parquet", "dump", "copy", "collect");
        foreach (string change in new[] { "with", "assign", "mutate", "eval", "with_columns", "cast", "astype", "rename" })
            Known[change] = "columns are computed by --with \"NAME=EXPR\", on every command, and --schema gives them types";
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Known.Keys;

    /// <summary>What to say of a command that there is not; null for a word that no tool has.</summary>
    public static string? Advice(string word) => Known.GetValueOrDefault(word);

    private static void Written(string here, params string[] words)
    {
        foreach (string word in words)
            Known[word] = $"that is grid {here}";
    }
}
