namespace Grid.Query;

/// <summary>
/// Words that pandas, SQL and Polars know and expressions do not, and what is near in meaning: a word that looks alike may
/// mean something else.
/// </summary>
internal static class ForeignWords
{
    private const string Percentiles = "'grid describe --percentiles 0.5' has medians and other percentiles";
    private const string WholeTexts = "texts are compared as a whole, x == 'a' or x in ('a', 'b')";
    private const string Branches = "coalesce(x, 0) puts a value for what is missing, and --where keeps the rows of one case";

    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase);

    static ForeignWords()
    {
        Written("mean(x)", "avg", "average");
        Written("std(x)", "stddev", "stdev", "stddev_samp", "std_dev");
        Written("nunique(x)", "n_unique", "count_distinct", "countdistinct", "distinct", "unique", "n_distinct");
        Written("count(x), or count() for rows; a text's is length(x)", "len", "size", "value_count", "n");
        Written("length(x)", "len_chars", "str_len", "strlen", "char_length", "character_length");
        Written("sum(x)", "total");
        Written("min(x)", "minimum");
        Written("max(x)", "maximum");
        Written("coalesce(x, 0)", "ifnull", "nvl", "fillna", "fill_null", "combine_first", "zeroifnull");
        Written("is_null(x), or x is null", "isnull", "isna", "is_na", "is_missing");
        Written("x is not null", "notnull", "notna", "isnotnull", "is_not_null", "is_not_nan");
        Written("is_nan(x)", "isnan");
        Written("nan_to_null(x)", "nanvl", "fill_nan", "fillnan");
        Written("approx_nunique(x), or nunique(x) for the exact count", "approx_count_distinct", "approx_distinct", "approx_n_unique", "hll");
        Written("x in (1, 2)", "isin", "is_in");
        Written("x between 1 and 2", "is_between");
        Written("ceil(x)", "ceiling");
        Written("floor(x)", "trunc", "truncate");
        Written("log(x), the natural one", "ln");
        Written("log(x) / log(10)", "log10");
        Written("log(x) / log(2)", "log2");
        Written("log(1 + x)", "log1p");
        Written("exp(x) - 1", "expm1");
        Written("x * x, or exp(y * log(x))", "pow", "power", "square");
        Written("a % b", "mod");
        Written("floor(a / b)", "div", "floordiv");
        Written("weekday(x)", "dayofweek", "dow", "day_of_week", "isodow");
        Written("ceil(month(x) / 3)", "quarter");
        Written("a - b, in seconds or days", "datediff", "date_diff", "timestampdiff");
        Written("year(x), month(x), day(x) and their like", "extract", "date_part", "datepart", "date_trunc", "strftime", "to_char", "date_format");
        Written("lower(x)", "lcase", "to_lowercase", "tolower");
        Written("upper(x)", "ucase", "to_uppercase", "toupper");
        Written("not", "negate");
        Lacking(Percentiles, "median", "quantile", "percentile", "percentile_cont", "percentile_disc", "quantile_cont", "approx_quantile", "iqr");
        Lacking("std(x) is its root", "var", "variance", "var_samp", "var_pop");
        Lacking("std(x) divides by n - 1", "stddev_pop", "std_pop");
        Lacking("'grid counts' has the most frequent values", "mode", "value_counts", "histogram");
        Lacking("min(x) and max(x) go by value, and 'grid head' has the first rows", "first", "last", "any_value", "nth", "head", "tail", "arg_min", "arg_max", "idxmin", "idxmax");
        Lacking("max(x) of a condition tells whether any holds, min(x) whether all do", "any", "all", "bool_and", "bool_or", "every");
        Lacking("'grid corr' has the correlations of columns", "corr", "cov", "covar_samp", "covar_pop");
        Lacking("'grid describe' has the mean, the deviation and percentiles", "skew", "skewness", "kurt", "kurtosis", "sem", "mad");
        Lacking("sum(x) adds up", "prod", "product", "cumsum", "cumprod", "rank", "row_number", "lag", "lead", "shift", "diff", "rolling", "ntile");
        Lacking("min(x) and max(x) are of a column's rows", "greatest", "least", "clip", "max_horizontal", "min_horizontal");
        Lacking(WholeTexts, "substr", "substring", "left", "right", "slice", "concat", "contains", "startswith", "starts_with", "endswith", "ends_with",
            "like", "ilike", "rlike", "regexp", "match", "replace", "split", "strip", "trim", "ltrim", "rtrim", "string_agg", "group_concat");
        Lacking(Branches, "case", "when", "if", "iff", "iif", "ifelse", "where", "nullif", "decode", "np");
        Lacking("--schema says a column's type when it is read", "cast", "astype", "convert", "try_cast", "to_date", "to_datetime", "to_timestamp", "date", "str", "int", "float");
        Lacking("-x, abs(x) and sqrt(x) are", "sign", "sin", "cos", "tan", "asin", "acos", "atan", "pi", "random", "rand");
        Lacking("a moment is written as a text, '2017-03-25 08:55'", "now", "today", "current_date", "current_timestamp", "interval", "dayofyear", "week", "weekofyear");
        Lacking("'or' and 'and' are", "xor");
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Known.Keys;

    /// <summary>What to write in place of a word, or what is near; null for a word that is none of these.</summary>
    public static string? Of(string word) => Known.GetValueOrDefault(word);

    private static void Written(string here, params string[] words)
    {
        foreach (string word in words)
            Known[word] = $"here it is written {here}";
    }

    private static void Lacking(string near, params string[] words)
    {
        foreach (string word in words)
            Known[word] = $"it is not supported; {near}";
    }
}
