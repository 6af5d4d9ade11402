using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>
/// Answers as CSV: a header, figures unrounded, numbers as in saved tables, null as an empty field. In quotes is what needs them to be read back as it is:
/// delimiters, quotes and line breaks, the empty text, and texts that would be null.
/// </summary>
internal static class CsvAnswer
{
    public static void Write(AnswerTable table, TextWriter output)
    {
        Line(output, table.Columns.Select(c => c.Name.Length == 0 ? "\"\"" : Quoted(c.Name)));
        foreach (var row in table.Rows)
            Line(output, row.Select((value, i) => Field(value, isData: !table.Columns[i].IsFigure)));
    }

    private static void Line(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields));
        output.Write('\n');
    }

    private static string Field(Scalar value, bool isData) =>
        value.Type is { IsFloating: true } ? Number(value.AsDouble, value.ToString(), isData)
        : value.AsText is { } text && (text.Length == 0 || CsvOptions.IsDefaultNullWord(text)) ? $"\"{text}\"" : Quoted(value.ToString());

    // As saved tables have them: the infinities' usual words, and in columns of the data a point, without which they would come back whole.
    private static string Number(double value, string digits, bool isData) =>
        double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : isData && double.IsFinite(value) && !digits.AsSpan().ContainsAny('.', 'E') ? $"{digits}.0"
        : digits;

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
