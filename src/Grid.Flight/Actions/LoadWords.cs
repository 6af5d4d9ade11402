using Grid.Sources;

namespace Grid.Flight;

/// <summary>How files are read, in the words of <c>grid load</c>.</summary>
internal static class LoadWords
{
    private static readonly string[] Words =
    [
        "delimiter", "quote", "comment", "encoding", "skip_rows", "trailing_delimiter", "decimal", "thousands", "null", "default_null", "header", "date_format", "by_name", "columns",
    ];

    /// <summary>Reads options.</summary>
    /// <exception cref="CommandException">One is not known, or not what it should be.</exception>
    public static CsvOptions Read(Members members)
    {
        members.Check(Words);
        var defaults = new CsvOptions();
        return defaults with
        {
            Delimiter = Mark(members, "delimiter") ?? defaults.Delimiter,
            Quote = Mark(members, "quote") ?? defaults.Quote,
            Comment = Mark(members, "comment"),
            Encoding = members.Text("encoding"),
            SkipRows = members.Whole("skip_rows", 0, int.MaxValue) ?? 0,
            TrailingDelimiter = members.Flag("trailing_delimiter"),
            Decimal = Mark(members, "decimal") ?? defaults.Decimal,
            Thousands = Mark(members, "thousands"),
            NullWords = members.Texts("null") ?? [],
            DefaultNullWords = members.Flag("default_null", otherwise: true),
            HasHeader = members.Flag("header", otherwise: true),
            DateFormats = members.Texts("date_format") ?? [],
            ByName = members.Flag("by_name"),
            Columns = members.Texts("columns"),
        };
    }

    private static char? Mark(Members members, string name) => members.Text(name) switch
    {
        null => null,
        [var mark] => mark,
        var text => throw members.Wrong(name, $"is '{text}'; expected one character"),
    };
}
