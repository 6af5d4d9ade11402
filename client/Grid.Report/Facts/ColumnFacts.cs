using Grid.Query;

namespace Grid.Report;

/// <summary>What a report shows of a column.</summary>
/// <param name="Summary">Type, counts, mean, deviation, extremes and percentiles.</param>
/// <param name="Distinct">How many distinct values.</param>
/// <param name="Histogram">Numbers and moments by bins of equal width; null of others, and where no value is finite.</param>
/// <param name="Top">The most frequent values, where there are few distinct ones, or texts; else null.</param>
/// <param name="Shape">Zeros, signs, skewness and outliers; null where it is no number.</param>
internal sealed record ColumnFacts(ColumnSummary Summary, long Distinct, HistogramAnswer? Histogram, ValueCountsAnswer? Top, ShapeFacts? Shape)
{
    public string Name => Summary.Name;

    /// <summary>Rows without a value: null or NaN.</summary>
    public long Missing => Summary.Nulls + Summary.NaNs;

    public long Rows => Summary.Count + Missing;
}
