namespace Grid.Cli;

/// <summary>The forms that an answer is written in.</summary>
internal enum OutputFormat
{
    /// <summary>For people: figures rounded; on a terminal with colour.</summary>
    Table,

    /// <summary>For scripts: figures unrounded, null for what is not defined.</summary>
    Json,

    /// <summary>One table with a header, figures unrounded, null as an empty field.</summary>
    Csv,

    /// <summary>One table as an Arrow IPC stream.</summary>
    Arrow,

    /// <summary>One table as a Parquet file.</summary>
    Parquet,
}
