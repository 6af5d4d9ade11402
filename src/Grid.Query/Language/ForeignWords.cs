namespace Grid.Query;

/// <summary>
/// Words that pandas, SQL and Polars know and expressions do not, and what is near in meaning: a word that looks alike may
/// mean something else.
/// </summary>
internal static class ForeignWords
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase);

    static ForeignWords()
    {
        Written("mean(x)", "avg", "average");
        Written("std(x)", "stddev", "stdev", "stddev_samp", "std_dev");
        Written("nunique(x)", "n_unique", "count_distinct", "countdistinct", "distinct", "n_distinct");
        Lacking("nunique(x) counts different values, 'grid counts' and 'grid head --distinct x' list them", "unique");
        Written("count(x), or count() for rows; a text's is length(x)", "len", "size", "value_count", "n");
        Written("length(x)", "len_chars", "str_len", "strlen", "char_length", "character_length");
        Written("sum(x)", "total");
        Written("min(x)", "minimum");
        Written("max(x)", "maximum");
        Written("coalesce(x, 0)", "ifnull", "nvl", "fillna", "fill_null", "combine_first", "zeroifnull");
        Written("is_null(x), or x is null", "isnull", "isna", "is_na", "is_missing");
        Written("x is not null", "notnull", "notna", "isnotnull", "is_not_null", "is_not_nan");
        Written("is_nan(x)", "isnan");
        Lacking("x > -1 / 0 and x < 1 / 0 holds for what is finite, is_nan(x) for NaN", "isinf", "is_inf", "isfinite", "is_finite", "is_infinite", "is_not_finite");
        Written("nan_to_null(x)", "nanvl", "fill_nan", "fillnan");
        Written("approx_nunique(x), or nunique(x) for the exact count", "approx_count_distinct", "approx_distinct", "approx_n_unique", "hll");
        Written("x in (1, 2)", "isin", "is_in");
        Written("x between 1 and 2", "is_between", "between");
        Written("ceil(x)", "ceiling");
        Written("trunc(x)", "truncate", "fix");
        Written("log(x), the natural one", "ln");
        Written("log(1 + x)", "log1p");
        Written("exp(x) - 1", "expm1");
        Written("2 ^ x", "exp2");
        Written("10 ^ x", "exp10");
        Written("(exp(x) - exp(-x)) / 2", "sinh");
        Written("(exp(x) + exp(-x)) / 2", "cosh");
        Written("x ^ 2", "pow", "square");
        Written("a % b", "mod");
        Written("floor(a / b)", "div", "floordiv");
        Written("weekday(x), where Monday is 0", "dayofweek", "day_of_week");
        Written("(weekday(x) + 1) % 7, where Sunday is 0", "dow");
        Written("weekday(x) + 1, where Monday is 1", "isodow");
        Written("day_of_year(x)", "dayofyear", "doy", "ordinal_day");
        Written("week(x)", "weekofyear", "week_of_year", "isoweek");
        Written("trunc(x, 'hour') or trunc(x, '15 minutes')", "date_trunc", "datetrunc", "time_bucket", "date_bin", "dt_floor", "resample");
        Written("a - b, in seconds or days", "datediff", "date_diff", "timestampdiff");
        Written("year(x), month(x), day(x) and their like", "extract", "date_part", "datepart", "strftime", "to_char", "date_format");
        Written("sign(x)", "signum", "sgn");
        Written("atan(x)", "arctan");
        Written("asin(x)", "arcsin");
        Written("acos(x)", "arccos");
        Written("atan2(y, x)", "arctan2");
        Written("least(x, 10), greatest(x, 0)", "clip", "clamp", "min_horizontal", "max_horizontal", "minimum_of");
        Written("substring(x, 1, 3)", "substr", "left", "slice", "mid", "str_slice");
        Written("substring(x, -3), the last three", "right");
        Written("concat(a, b), or a + b", "concat_str", "str_concat", "concat_ws", "cat");
        Written("contains(x, 'a')", "str_contains");
        Lacking("contains(x, 'a') says whether a text has another in it", "instr", "strpos", "position", "charindex", "find", "locate", "indexof");
        Written("starts_with(x, 'a')", "startswith", "str_starts_with", "prefix");
        Written("ends_with(x, 'a')", "endswith", "str_ends_with", "suffix");
        Written("regex_match(x, '^a')", "rlike", "regexp", "regexp_matches", "regexp_like", "regexp_match", "match", "fullmatch", "similar");
        Written("regex_replace(x, 'a+', 'b')", "regexp_replace");
        Written("regex_extract(x, '([0-9]+)', 1)", "regexp_extract", "regexp_substr", "extract_all");
        Written("replace(x, 'a', 'b')", "translate", "str_replace", "replace_all");
        Written("trim(x)", "strip", "strip_chars", "btrim");
        Written("ltrim(x)", "lstrip", "trim_start");
        Written("rtrim(x)", "rstrip", "trim_end");
        Written("case when a then b else c end, or if(a, b, c)", "when", "iff", "iif", "ifelse", "if_else", "where", "decode", "np", "switch", "case_when");
        Written("cast(x as int64)", "astype", "convert", "int", "to_int", "to_integer", "cast_to");
        Written("cast(x as float64), or cast(x as int64)", "to_number", "to_numeric");
        Written("cast(x as float64)", "float", "to_float", "double");
        Written("cast(x as text)", "str", "to_string", "tostring", "string", "varchar", "text");
        Written("cast(x as timestamp)", "to_datetime", "to_timestamp", "timestamp", "datetime", "strptime");
        Written("date(x), or cast(x as date)", "to_date", "normalize");
        Written("try_cast(x as int64)", "safe_cast", "tryconvert", "try_convert");
        Written("cut(x, 0, 10, 100)", "bin", "bucket", "width_bucket", "digitize", "pd_cut");
        Written("lower(x)", "lcase", "to_lowercase", "tolower");
        Written("upper(x)", "ucase", "to_uppercase", "toupper");
        Written("not", "negate");
        Written("quantile(x, 0.9)", "percentile", "percentile_cont", "percentile_disc", "quantile_cont", "quantile_disc", "approx_quantile", "approx_percentile");
        Written("quantile(x, 0.75) - quantile(x, 0.25)", "iqr");
        Written("first(x)", "first_value", "any_value", "arbitrary");
        Written("last(x)", "last_value");
        Written("var(x)", "variance", "var_samp");
        Written("var(x) * (count(x) - 1) / count(x)", "var_pop", "varp", "variance_pop");
        Written("sqrt(var(x) * (count(x) - 1) / count(x))", "stddev_pop", "std_pop", "stdevp", "stdev_pop");
        Lacking("'grid counts' and mode(x) have the most frequent values, 'grid histogram' has the others", "value_counts", "histogram");
        Lacking("first(x), last(x), min(x) and max(x) are, and 'grid head' has rows", "nth", "head", "tail", "arg_min", "arg_max", "idxmin", "idxmax");
        Written("any(x > 0)", "bool_or", "logical_or", "some");
        Written("all(x > 0)", "bool_and", "logical_and", "every");
        Written("corr(x, y)", "correlation", "corrwith", "pearson_corr");
        Written("corr(x, y) ^ 2", "regr_r2");
        Written("cov(x, y)", "covar_samp", "covariance");
        Written("cov(x, y) * (count(x) - 1) / count(x)", "covar_pop");
        Written("sum(x where y > 0)", "filter", "sumif", "sum_if");
        Written("count(where y > 0)", "count_if", "countif");
        Written("mean(x where y > 0)", "avgif", "averageif");
        Lacking("'grid describe' has the mean, the deviation and percentiles", "skew", "skewness", "kurt", "kurtosis", "sem", "mad");
        Lacking("exp(sum(log(x))) multiplies what is above zero", "prod", "product");
        Lacking("a row sees no other row; 'grid head --order' sorts them, and first(x) and last(x) are of groups", "cumsum", "cumprod", "cummax", "cummin", "rank", "dense_rank", "row_number", "lag", "lead", "shift", "diff", "pct_change", "rolling", "ewm");
        Lacking("texts are put together per row alone, concat(a, b)", "string_agg", "group_concat", "listagg");
        Lacking("substring(x, 1, 3) and regex_extract(x, '[^,]+') take parts of a text", "split", "split_part");
        Lacking("'grid head --sample' draws rows at random", "random", "rand", "sample");
        Lacking("cut(x, 0, 10, 100) has edges, and 'grid describe --percentiles' finds them", "qcut", "ntile");
        Lacking("a moment is written as a text, '2017-03-25 08:55'", "now", "today", "current_date", "current_timestamp");
        Lacking("'or' and 'and' are", "xor");
        Lacking("a computed column gets its name by --with NAME=EXPR, and an aggregate by 'as' behind it, sum(x) as total", "as", "alias", "rename");
        Lacking("'grid groupby --by' aggregates per group", "over", "partition", "group", "group_by", "groupby", "window");
        Lacking("--where keeps rows, and --having groups", "having", "query");
        Lacking("--order sorts rows and groups, and --sort an answer", "order", "order_by", "sort_by", "sort_values");
        Lacking("--limit and --rows say how many rows are shown", "limit", "offset");
        Lacking("a table is named behind the command, and what is asked of it in the options", "select", "from");
        Lacking("--join puts another table's columns beside the rows, by keys", "join", "merge", "lookup", "vlookup");
        Lacking("a group's values are not put into one; 'grid counts' lists different ones, and 'grid head --by' rows of each group", "list", "array_agg", "collect_list", "collect_set", "array", "set");
        Lacking("columns of lists and structures are left out, flattened or, of JSON, read as text by --nested", "explode", "unnest", "struct", "json_extract", "implode");
        Lacking("substring(concat('000', x), -3) brings a text of up to three characters to three", "lpad", "zfill", "pad_start", "ljust");
        Lacking("substring(concat(x, '   '), 1, 3) brings a text of up to three characters to three", "rpad", "pad_end", "rjust");
        Lacking("any(x > 0) says whether a row has it, and --join keeps the rows that another table has by 'semi' and the others by 'anti'", "exists", "not_exists");
        Lacking("a - b is the time between two moments, in seconds or days, and trunc(t, '1 day') what a moment is in; none is added to a moment", "interval", "date_add", "date_sub", "dateadd", "adddate", "timedelta");
    }

    /// <summary>What to write in place of a value that other tools know by a word; null for any other word.</summary>
    public static string? OfValue(string word) => word.ToLowerInvariant() switch
    {
        "none" or "nil" or "na" or "nat" or "isnull" or "notnull" => $"'{word}' is no value here; what is missing is found by x is null, and x is not null",
        "nan" => $"'{word}' is no value here; write is_nan(x), or 0 / 0",
        "inf" or "infinity" => $"'{word}' is no value here; write 1 / 0, or -1 / 0",
        _ => null,
    };

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
