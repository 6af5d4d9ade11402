using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>
/// Answers as CSV: a header, figures unrounded, numbers as in saved tables, null as an empty field. In quotes is what needs them to be read back as it is:
/// delimiters, quotes and line breaks, the empty text, and texts that would be null or start a comment.
/// </summary>
internal static class CsvAnswer
{
    /// <param name="table">The answer.</param>
    /// <param name="output">Where to.</param>
    /// <param name="readBy">The options that it may be read with again; null for the defaults.</param>
    public static void Write(AnswerTable table, TextWriter output, CsvOptions? readBy = null)
    {
        readBy ??= new CsvOptions();
        Line(output, table.Columns.Select(c => Quoted(c.Name, readBy.NeedsQuotes(c.Name, isHeader: true))));
        foreach (var row in table.Rows)
            Line(output, row.Select((value, i) => Field(value, !table.Columns[i].IsFigure, readBy)));
    }

    private static void Line(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields));
        output.Write('\n');
    }

    private static string Field(Scalar value, bool isData, CsvOptions readBy) =>
        value.Type is { IsFloating: true } ? Number(value.AsDouble, value.ToString(), isData)
        : Quoted(value.ToString(), value.AsText is { } text && readBy.NeedsQuotes(text));

    // As saved tables have them: the infinities' usual words, and in columns of the data a point, without which they would come back whole.
    private static string Number(double value, string digits, bool isData) =>
        double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : isData && double.IsFinite(value) && !digits.AsSpan().ContainsAny('.', 'E') ? $"{digits}.0"
        : digits;

    private static string Quoted(string field, bool isForced) =>
        !isForced && field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
