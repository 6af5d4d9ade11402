using Grid.Columns;

namespace Grid.Sources;

/// <summary>How CSV text is to be read. The defaults suit most files.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between fields: one ASCII character.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>
    /// How the text is encoded, such as <c>windows-1252</c>, <c>latin1</c> or <c>utf-16le</c>; null for UTF-8. A mark of UTF-8, UTF-16 or
    /// UTF-32 at the start of a file stands above it.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// What stands around fields that hold delimiters, line breaks or (doubled) quotes: one ASCII character,
    /// or <c>'\0'</c> where quotes are plain text.
    /// </summary>
    public char Quote { get; init; } = '"';

    /// <summary>Whether the first row of every file names the columns; otherwise they are <c>column0</c>, <c>column1</c> and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// What whole lines start with that are left out, such as <c>'#'</c>: one ASCII character; null for none. In quotes, a line may
    /// start with it.
    /// </summary>
    public char? Comment { get; init; }

    /// <summary>How many lines at the start of every file are left out, before its header: titles, dates of a report.</summary>
    public int SkipRows { get; init; }

    /// <summary>
    /// Whether lines may end with a delimiter behind their last field, as some programs write them; it then stands before no further
    /// field, in rows and in the header.
    /// </summary>
    public bool TrailingDelimiter { get; init; }

    /// <summary>What stands before the fraction of a number: <c>'.'</c> or <c>','</c>.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>
    /// What stands between the thousands of numbers, in groups of three digits: <c>'.'</c>, <c>','</c>, <c>'\''</c>, <c>'_'</c>, or
    /// <c>' '</c> for blanks of every kind; null for nothing. A number without it is one all the same.
    /// </summary>
    public char? Thousands { get; init; }

    /// <summary>Words that mean null besides the empty field and the default words, in columns of every type.</summary>
    public IReadOnlyList<string> NullWords { get; init; } = [];

    /// <summary>
    /// Whether the words that pandas takes for null are: <c>NA</c>, <c>N/A</c>, <c>n/a</c>, <c>null</c>, <c>NULL</c>, <c>None</c>,
    /// <c>&lt;NA&gt;</c>, <c>#N/A</c>, <c>#N/A N/A</c>, <c>#NA</c>, <c>1.#IND</c>, <c>-1.#IND</c>, <c>1.#QNAN</c>, <c>-1.#QNAN</c>;
    /// and <c>NaN</c>, <c>nan</c>, <c>-NaN</c>, <c>-nan</c>, which are numbers in columns of numbers, and null in others.
    /// </summary>
    public bool DefaultNullWords { get; init; } = true;

    /// <summary>
    /// Whether what is in quotes may be null as well, if it is empty or a null word. Otherwise it is a text: empty, or that word.
    /// Null for neither: it may be in files that, as far as samples show, have every field in quotes.
    /// </summary>
    public bool? QuotedNulls { get; init; }

    /// <summary>What comments start with as a rule.</summary>
    internal const char UsualComment = '#';

    /// <summary>
    /// Whether a text is to be written in quotes, so that it comes back under these options: it is empty, or a null word of these or by default, or starts as a comment
    /// of these or as most do.
    /// </summary>
    /// <param name="text">The text; in a header, null words are none.</param>
    /// <param name="isHeader">Whether it names a column.</param>
    public bool NeedsQuotes(string text, bool isHeader = false) =>
        text.Length == 0 || text[0] == UsualComment || text[0] == Comment
        || (isHeader ? StartsFile(System.Text.Encoding.UTF8.GetBytes(text)) : Sources.NullWords.IsDefault(text) || NullWords.Contains(text));

    /// <summary>Whether a file that starts so is read otherwise, unless it is in quotes: it has a mark of its encoding, or tells Excel the delimiter.</summary>
    internal static bool StartsFile(ReadOnlySpan<byte> name) =>
        name.StartsWith("\uFEFF"u8) || (name.Length >= 4 && System.Text.Ascii.EqualsIgnoreCase(name[..4], "sep="u8));

    /// <summary>
    /// Types of columns by name: logical types, of some or all columns. A value that contradicts one of these is an
    /// error; columns that it does not name are inferred, and widened where need be.
    /// </summary>
    public Schema? Schema { get; init; }

    /// <summary>
    /// How dates are written that do not start with a year: one of <c>mdy</c>, <c>dmy</c> and <c>ymd</c>, and patterns such as
    /// <c>%d/%m/%Y %H:%M</c> (<see cref="Grid.Columns.DateFormats.Parse"/>). Where nothing is said, all that samples and rows show of a column
    /// decides: the day is first if some date says so and none the contrary; else the month.
    /// </summary>
    public IReadOnlyList<string> DateFormats
    {
        get;
        // Options are compared by value: nothing is one thing, wherever it comes from.
        init => field = value.Count == 0 ? [] : value;
    } = [];

    /// <summary>Columns whose dates have the day first, where <see cref="DateFormats"/> says nothing; a plan and a load add those that show it.</summary>
    public IReadOnlyList<string> DayFirst { get; init => field = value.Count == 0 ? [] : value; } = [];

    /// <summary>
    /// Whether CSV files may have other columns than one another, or the same in another order: they are one table by the names of their
    /// columns, and a column that a file has not is null there. Files of other formats always are.
    /// </summary>
    public bool ByName { get; init; }

    /// <summary>What becomes of nested columns, as Parquet and Arrow files may have.</summary>
    public NestedColumns Nested { get; init; }

    /// <summary>The columns to be read, where not all are: the others are as if they were not there. Null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Bytes of a split, at most 1 GiB; 0 chooses by the size of the data alone, never by the machine.</summary>
    public long SplitBytes { get; init; }
}
