using Grid.Arrow;

namespace Grid.Sources;

/// <summary>How CSV text is to be read. The defaults suit most files.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between fields: one ASCII character.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>
    /// What stands around fields that hold delimiters, line breaks or (doubled) quotes: one ASCII character,
    /// or <c>'\0'</c> where quotes are plain text.
    /// </summary>
    public char Quote { get; init; } = '"';

    /// <summary>Whether the first row of every file names the columns; otherwise they are <c>column0</c>, <c>column1</c> and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// Words that mean null besides the empty field, quoted or not, in columns of every type. With the empty text among
    /// them a quoted empty field is null in text columns as well.
    /// </summary>
    public IReadOnlyList<string> NullWords { get; init; } = [];

    /// <summary>
    /// Types of columns by name: logical types, of some or all columns. A value that contradicts one of these is an
    /// error; columns that it does not name are inferred, and widened where need be.
    /// </summary>
    public Schema? Schema { get; init; }

    /// <summary>Bytes of a split, at most 1 GiB; 0 chooses by the size of the data alone, never by the machine.</summary>
    public long SplitBytes { get; init; }
}
