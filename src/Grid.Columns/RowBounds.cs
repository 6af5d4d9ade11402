namespace Grid.Columns;

/// <summary>What is known of the columns of some rows, as of a row group of Parquet, without a look at them.</summary>
/// <param name="columns">The columns of which something is known, by name.</param>
public sealed class RowBounds(IReadOnlyDictionary<string, ColumnBounds> columns)
{
    /// <summary>What is known of a column.</summary>
    public ColumnBounds this[string name] => columns.TryGetValue(name, out var bounds) ? bounds : ColumnBounds.Unknown;
}
