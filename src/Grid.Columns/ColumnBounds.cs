namespace Grid.Columns;

/// <summary>What is known of a column's values without a look at them.</summary>
/// <param name="Extremes">
/// Two values, as a plain column of the logical type that they have in their source: none of the column's is below the first or above the
/// second, though these need not occur. NaN is neither. Null where that is not known.
/// </param>
/// <param name="MayHaveNulls">False where there is no null for certain.</param>
/// <param name="MayHaveValues">False where all are null for certain.</param>
public sealed record ColumnBounds(Column? Extremes, bool MayHaveNulls = true, bool MayHaveValues = true)
{
    /// <summary>Of a column of which nothing is known.</summary>
    public static ColumnBounds Unknown { get; } = new((Column?)null);

    /// <summary>Of a column in memory: read off the values of an ordered dictionary, and found by one look at numbers, days and ticks that are plain.</summary>
    /// <param name="column">The column.</param>
    public static ColumnBounds Of(Column column) => new(ColumnExtremes.Of(column), column.NullCount > 0, column.NullCount < column.Length);
}
