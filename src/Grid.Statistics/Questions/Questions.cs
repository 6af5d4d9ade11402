namespace Grid.Statistics;

/// <summary>Count, nulls, mean, standard deviation, extremes and exact percentiles of columns.</summary>
/// <param name="Columns">Names or expressions; null for every column.</param>
/// <param name="Percentiles">Shares between 0 and 1; null for 0.25, 0.5 and 0.75.</param>
public sealed record DescribeQuestion(IReadOnlyList<string>? Columns = null, IReadOnlyList<double>? Percentiles = null) : Question;

/// <summary>Aggregates per distinct combination of keys; rows with a null key are left out, as in pandas.</summary>
/// <param name="Keys">Names or expressions, at least one.</param>
/// <param name="Aggregates">Written <c>sum(trip_distance)</c>: count, sum, mean, min, max, std or nunique of a name or an expression.</param>
public sealed record GroupByQuestion(IReadOnlyList<string> Keys, IReadOnlyList<string> Aggregates) : Question;

/// <summary>Nulls per column.</summary>
public sealed record MissingQuestion(IReadOnlyList<string>? Columns = null) : Question;

/// <summary>Pearson correlation of every pair of columns, over the rows where both are known.</summary>
/// <param name="Columns">Names or expressions; null for every numeric column.</param>
public sealed record CorrelationQuestion(IReadOnlyList<string>? Columns = null) : Question;

/// <summary>How often each value of a column occurs, the most frequent first, equals by value; nulls are not counted.</summary>
/// <param name="Column">A name or an expression.</param>
/// <param name="Limit">How many values to return at most; null for all.</param>
public sealed record ValueCountsQuestion(string Column, int? Limit = null) : Question;

/// <summary>How many distinct values columns have, nulls aside.</summary>
public sealed record UniqueQuestion(IReadOnlyList<string>? Columns = null) : Question;

/// <summary>Rows per bin of equal width between a numeric or temporal column's least and greatest finite value.</summary>
/// <param name="Column">A name or an expression.</param>
/// <param name="Bins">How many bins, 1 to 10,000.</param>
public sealed record HistogramQuestion(string Column, int Bins = 20) : Question;

/// <summary>The first rows, in the order of the source.</summary>
/// <param name="Rows">How many, up to 100,000.</param>
public sealed record HeadQuestion(int Rows = 10) : Question;
