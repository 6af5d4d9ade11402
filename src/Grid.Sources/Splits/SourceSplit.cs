namespace Grid.Sources;

/// <summary>
/// A range of rows of one file, or of several small ones, which can be loaded alone, anywhere and again: in text, the rows that start within
/// <see cref="Length"/> bytes from <see cref="Offset"/> on; in Parquet <see cref="Count"/> rows, and in Arrow as many batches, from
/// <see cref="First"/> on. Plain data, fit for any serialiser.
/// </summary>
public sealed record SourceSplit
{
    /// <summary>The file, by its full path, or the object of a bucket, as <c>s3://bucket/key</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Which file of the plan it is, from 0.</summary>
    public required int FileIndex { get; init; }

    /// <summary>Bytes of the file when it was planned; a file of another length has changed.</summary>
    public required long FileLength { get; init; }

    /// <summary>When the file was last written as of the plan, in UTC ticks; a file of another time has changed. 0 for an object of a bucket.</summary>
    public required long Stamp { get; init; }

    /// <summary>The tag of the content of a bucket's object as of the plan; an object of another tag has changed. Null for a file.</summary>
    public string? ETag { get; init; }

    /// <summary>The file as of the plan.</summary>
    internal FileStamp File => new(Path, FileLength, Stamp, ETag, Form);

    /// <summary>How the file is written.</summary>
    public FileFormat Format { get; init; }

    /// <summary>Where the split of a text starts, in bytes from the start of the file.</summary>
    public required long Offset { get; init; }

    /// <summary>
    /// Bytes of the split: what reading it tells as progress. The splits of a text lie one after the other without a gap; of other
    /// formats these are the bytes that the rows take in the file, as far as that can be told.
    /// </summary>
    public required long Length { get; init; }

    /// <summary>How a text is stored, where that is not UTF-8 with line feeds as it stands; the file is then one split, and offsets count bytes of the text.</summary>
    public TextForm? Form { get; init; }

    /// <summary>The first row of a split of Parquet, or the first batch of one of Arrow, from 0 in the file.</summary>
    public long First { get; init; }

    /// <summary>How many rows, or batches, there are in the split; 0 for all of a stream of batches.</summary>
    public long Count { get; init; }

    /// <summary>
    /// The names of the file's columns in their order, where the format has no names beside the values and the columns are others than the
    /// dataset's; null where they are the dataset's.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// Of a split of several small ones: all of them, in the order of their rows. The split itself is then the first, but for <see cref="Length"/> and
    /// <see cref="Count"/>, which are those of all. Null for one that stands alone.
    /// </summary>
    public IReadOnlyList<SourceSplit>? Parts { get; init; }

    /// <summary>The ranges of single files that the split is made of.</summary>
    public IReadOnlyList<SourceSplit> InFiles() => Parts ?? [this];

    /// <summary>
    /// Whether <see cref="Offset"/> is known to be the start of a row, all quotes before it being counted. Otherwise it
    /// follows a line break in a file in whose samples there was no quote, and the reader counts when it meets one.
    /// </summary>
    public required bool Proven { get; init; }

    /// <summary>Whether every field of the file is in quotes, so that nulls may be as well, unless <see cref="CsvOptions.QuotedNulls"/> says otherwise.</summary>
    public bool QuotedNulls { get; init; }
}
