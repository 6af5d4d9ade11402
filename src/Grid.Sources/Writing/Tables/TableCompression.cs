namespace Grid.Sources;

/// <summary>How what is written is compressed.</summary>
public enum TableCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Snappy, the usual of Parquet's.</summary>
    Snappy,

    /// <summary>Gzip.</summary>
    Gzip,

    /// <summary>Zstandard.</summary>
    Zstd,

    /// <summary>LZ4.</summary>
    Lz4,
}
