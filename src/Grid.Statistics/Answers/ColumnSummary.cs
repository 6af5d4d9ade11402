using Grid.Arrow;

namespace Grid.Statistics;

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
