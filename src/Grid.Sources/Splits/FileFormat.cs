namespace Grid.Sources;

/// <summary>How the rows of a file are written. The numbers are stored in manifests.</summary>
public enum FileFormat
{
    /// <summary>Text with a delimiter between fields.</summary>
    Csv = 0,

    /// <summary>Apache Parquet.</summary>
    Parquet = 1,

    /// <summary>An Arrow IPC file or stream.</summary>
    Arrow = 2,

    /// <summary>JSON of flat objects.</summary>
    Json = 3,
}
