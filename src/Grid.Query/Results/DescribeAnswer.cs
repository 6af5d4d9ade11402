namespace Grid.Query;

/// <summary>The answer to <see cref="DescribeQuestion"/>.</summary>
/// <param name="Rows">Rows looked at, after any filter.</param>
/// <param name="Columns">One summary a column, in the order asked.</param>
public sealed record DescribeAnswer(long Rows, IReadOnlyList<ColumnSummary> Columns) : Answer
{
    /// <summary>The percentiles that were asked for, as ascending shares, of columns that have some.</summary>
    public IReadOnlyList<double> Shares { get; init; } = [];
}
