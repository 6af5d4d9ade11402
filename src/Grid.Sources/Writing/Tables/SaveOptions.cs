namespace Grid.Sources;

/// <summary>How a table is saved. By default all is told by the path's extension.</summary>
public sealed record SaveOptions
{
    /// <summary>The format; null for the one of the path's extension.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>
    /// How it is compressed; null for what the extension says (<c>.csv.gz</c>, <c>.csv.zst</c>), and else snappy for Parquet and nothing for
    /// others. Parquet takes all, Arrow <c>lz4</c> and <c>zstd</c>, CSV and JSON lines <c>gzip</c> and <c>zstd</c>.
    /// </summary>
    public TableCompression? Compression { get; init; }

    /// <summary>Whether what stands at the path is replaced, when all is written; otherwise it is an error.</summary>
    public bool Overwrite { get; init; }

    /// <summary>
    /// The options that CSV will be read with, so that texts which these take for null or for the start of a comment are put in quotes; null for
    /// the defaults. What starts with <c>#</c>, and the words that are null by default, always are.
    /// </summary>
    public CsvOptions? ReadBy { get; init; }
}
