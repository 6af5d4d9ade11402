using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>The answer to a question.</summary>
public abstract record Answer;

/// <summary>The answer to <see cref="DescribeQuestion"/>.</summary>
/// <param name="Rows">Rows looked at, after any filter.</param>
/// <param name="Columns">One summary a column, in the order asked.</param>
public sealed record DescribeAnswer(long Rows, IReadOnlyList<ColumnSummary> Columns) : Answer;

/// <summary>What describe knows of a column. A figure that is not defined (the mean of text, the std of one value) is null.</summary>
/// <param name="Name">The name, or the expression as it was asked.</param>
/// <param name="Type">The logical type.</param>
/// <param name="Count">Values that are not null.</param>
/// <param name="Nulls">Values that are.</param>
/// <param name="Mean">The mean; of timestamps and dates, a moment.</param>
/// <param name="Std">The standard deviation with n - 1 (ddof 1); of timestamps, in seconds; of dates, in days.</param>
/// <param name="Min">The least value; NaN is passed over.</param>
/// <param name="Max">The greatest value; NaN is passed over.</param>
/// <param name="Percentiles">The asked percentiles, ascending, linearly interpolated between neighbours as pandas does.</param>
/// <param name="Distinct">For text and bool: how many distinct values.</param>
/// <param name="Top">For text and bool: the most frequent value; of equals, the least.</param>
/// <param name="Frequency">How often <paramref name="Top"/> occurs.</param>
public sealed record ColumnSummary(
    string Name, DataType Type, long Count, long Nulls, Scalar Mean, double? Std, Scalar Min, Scalar Max,
    IReadOnlyList<Percentile> Percentiles, DistinctCount? Distinct, Scalar Top, long? Frequency);

/// <summary>A percentile and its value.</summary>
/// <param name="Share">Between 0 and 1.</param>
/// <param name="Value">A number or a moment.</param>
public readonly record struct Percentile(double Share, Scalar Value);

/// <summary>A number of distinct values, and whether it is exact or a HyperLogLog estimate.</summary>
public readonly record struct DistinctCount(long Count, bool IsExact);

/// <summary>The answer to <see cref="GroupByQuestion"/>: a row a group, sorted by key.</summary>
/// <param name="Keys">The names of the keys.</param>
/// <param name="Aggregates">The aggregates as they were asked, for example <c>sum(trip_distance)</c>.</param>
/// <param name="Groups">The groups.</param>
public sealed record GroupByAnswer(IReadOnlyList<string> Keys, IReadOnlyList<string> Aggregates, IReadOnlyList<Group> Groups) : Answer
{
    /// <summary>False when a nunique among the aggregates is an estimate.</summary>
    public bool IsExact { get; init; } = true;
}

/// <summary>One group: its keys and the values of the aggregates, in the order asked.</summary>
public sealed record Group(IReadOnlyList<Scalar> Keys, IReadOnlyList<Scalar> Values);

/// <summary>The answer to <see cref="MissingQuestion"/>.</summary>
public sealed record MissingAnswer(long Rows, IReadOnlyList<MissingColumn> Columns) : Answer;

/// <summary>A column's nulls.</summary>
/// <param name="Name">The column.</param>
/// <param name="Nulls">How many rows are null.</param>
/// <param name="Share">Nulls over rows; 0 for an empty table.</param>
public readonly record struct MissingColumn(string Name, long Nulls, double Share);

/// <summary>The answer to <see cref="CorrelationQuestion"/>.</summary>
/// <param name="Columns">The names.</param>
/// <param name="R">R[i][j] is the correlation of columns i and j; NaN where it is not defined.</param>
/// <param name="N">N[i][j] is the number of rows where both are known.</param>
public sealed record CorrelationAnswer(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double>> R, IReadOnlyList<IReadOnlyList<long>> N) : Answer;

/// <summary>The answer to <see cref="ValueCountsQuestion"/>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Counts">Values and counts, the most frequent first.</param>
/// <param name="Total">How many values there are in all that are not null.</param>
/// <param name="Distinct">How many distinct values there are in all, also past the limit.</param>
public sealed record ValueCountsAnswer(string Column, IReadOnlyList<ValueCount> Counts, long Total, long Distinct) : Answer;

/// <summary>A value and how often it occurs.</summary>
public readonly record struct ValueCount(Scalar Value, long Count);

/// <summary>The answer to <see cref="UniqueQuestion"/>.</summary>
public sealed record UniqueAnswer(IReadOnlyList<UniqueColumn> Columns) : Answer;

/// <summary>How many distinct values a column has.</summary>
public readonly record struct UniqueColumn(string Name, DistinctCount Distinct);

/// <summary>The answer to <see cref="HistogramQuestion"/>: bin i runs from Edges[i] to Edges[i + 1], the last one closed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Edges">One more than there are bins; empty when no value is finite.</param>
/// <param name="Counts">Rows per bin.</param>
/// <param name="Nulls">Rows without a value.</param>
/// <param name="NotFinite">Rows that are NaN or infinite.</param>
public sealed record HistogramAnswer(
    string Column, IReadOnlyList<Scalar> Edges, IReadOnlyList<long> Counts, long Nulls, long NotFinite) : Answer;

/// <summary>The answer to <see cref="HeadQuestion"/>.</summary>
public sealed record HeadAnswer(IReadOnlyList<string> Columns, IReadOnlyList<DataType> Types, IReadOnlyList<IReadOnlyList<Scalar>> Rows) : Answer;
