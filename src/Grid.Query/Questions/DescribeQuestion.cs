namespace Grid.Query;

/// <summary>Count, nulls, mean, standard deviation, extremes and exact percentiles of columns.</summary>
/// <param name="Columns">Names or expressions; null for every column.</param>
/// <param name="Percentiles">Shares between 0 and 1; null for 0.25, 0.5 and 0.75.</param>
public sealed record DescribeQuestion(IReadOnlyList<string>? Columns = null, IReadOnlyList<double>? Percentiles = null) : Question;
