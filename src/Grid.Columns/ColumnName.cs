namespace Grid.Columns;

/// <summary>Names of columns as expressions have them.</summary>
public static class ColumnName
{
    /// <summary>A name in back-quotes, which take any.</summary>
    public static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
