namespace Grid.Sources;

/// <summary>The formats that tables are written in.</summary>
public enum TableFormat
{
    /// <summary>Comma-separated text with a header: <c>.csv</c>.</summary>
    Csv,

    /// <summary>Apache Parquet: <c>.parquet</c>.</summary>
    Parquet,

    /// <summary>Apache Arrow's file format, also known as Feather 2: <c>.arrow</c>.</summary>
    Arrow,

    /// <summary>An object of JSON a line: <c>.jsonl</c>.</summary>
    JsonLines,
}
