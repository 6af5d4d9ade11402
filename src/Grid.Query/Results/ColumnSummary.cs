using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// What describe knows of a column. A figure that is not defined (the mean of text, the std of one value) is null. NaN is missing in every figure, as a null is.
/// </summary>
/// <param name="Name">The name, or the expression as it was asked.</param>
/// <param name="Type">The logical type.</param>
/// <param name="Count">Values that are neither null nor NaN.</param>
/// <param name="Nulls">Values that are null.</param>
/// <param name="Mean">The mean; of timestamps and dates, a moment.</param>
/// <param name="Std">The standard deviation with n - 1 (ddof 1); of timestamps, in seconds; of dates, in days.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Percentiles">The asked percentiles, ascending, linearly interpolated between neighbours as pandas does.</param>
/// <param name="Distinct">For text and bool: how many distinct values.</param>
/// <param name="Top">For text and bool: the most frequent value; of equals, the least.</param>
/// <param name="Frequency">How often <paramref name="Top"/> occurs.</param>
public sealed record ColumnSummary(
    string Name, LogicalType Type, long Count, long Nulls, Scalar Mean, double? Std, Scalar Min, Scalar Max,
    IReadOnlyList<Percentile> Percentiles, DistinctCount? Distinct, Scalar Top, long? Frequency)
{
    /// <summary>Values that are NaN, and not null.</summary>
    public long NaNs { get; init; }
}
