using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>
/// Answers as CSV: a header, figures unrounded, numbers as in saved tables, null as an empty field. In quotes is what needs them to be read back as it is:
/// delimiters, quotes and line breaks, the empty text, and texts that would be null or start a comment.
/// </summary>
internal static class CsvAnswer
{
    private const string Instead = "ask for --output json";

    /// <param name="table">The answer.</param>
    /// <param name="output">Where to.</param>
    /// <param name="readBy">The options that it may be read with again; null for the defaults.</param>
    /// <exception cref="QuestionException">A text holds U+0000, with which no CSV is read again; nothing is written.</exception>
    public static void Write(AnswerTable table, TextWriter output, CsvOptions? readBy = null)
    {
        readBy ??= new CsvOptions();
        RefuseZero(table);
        Line(output, table.Columns.Select(c => Quoted(c.Name, readBy.NeedsQuotes(c.Name, isHeader: true))));
        foreach (var row in table.Rows)
            Line(output, row.Select((value, i) => value.AsText is { } text ? Quoted(text, readBy.NeedsQuotes(text)) : UnlikeNull(Field(value, !table.Columns[i].IsFigure), readBy)));
    }

    private static void RefuseZero(AnswerTable table)
    {
        if (table.Columns.Select(column => column.Name).FirstOrDefault(name => name.Contains('\0')) is { } named)
            throw new QuestionException($"{ZeroInCsv.OfName(named, Instead)}.");
        foreach (var row in table.Rows)
        {
            if (row.Select((value, i) => (value.AsText, i)).FirstOrDefault(cell => cell.AsText?.Contains('\0') == true) is { AsText: { } text } cell)
                throw new QuestionException($"{ZeroInCsv.OfText(table.Columns[cell.i].Name, text, Instead)}.");
        }
    }

    private static void Line(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields));
        output.Write('\n');
    }

    private static string Field(Scalar value, bool isData) => value.Type is { Kind: LogicalKind.Real } ? Number(value.AsDouble, value.ToString(), isData) : value.ToString();

    // As saved tables have it: a blank is no part of a value that is not a text.
    private static string UnlikeNull(string value, CsvOptions readBy) =>
        value.Length > 0 && (readBy.NullWords.Contains(value) || (value == "NaN" && readBy.NullWords.Any(IsNaN))) ? UnlikeNull($" {value}", readBy) : value;

    private static bool IsNaN(string word) => word.TrimStart('-').Equals("NaN", StringComparison.OrdinalIgnoreCase);

    // As saved tables have them: the infinities' usual words, and in columns of the data a point, without which they would come back whole.
    private static string Number(double value, string digits, bool isData) =>
        double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : isData && double.IsFinite(value) && !digits.AsSpan().ContainsAny('.', 'E') ? $"{digits}.0"
        : digits;

    private static string Quoted(string field, bool isForced) =>
        !isForced && field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
