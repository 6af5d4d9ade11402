using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>
/// Answers as CSV: a header, figures unrounded, null as an empty field. In quotes is what needs them to be read back as it is:
/// delimiters, quotes and line breaks, the empty text, and texts that would be null.
/// </summary>
internal static class CsvAnswer
{
    public static void Write(AnswerTable table, TextWriter output)
    {
        Line(output, table.Columns.Select(c => c.Name.Length == 0 ? "\"\"" : Quoted(c.Name)));
        foreach (var row in table.Rows)
            Line(output, row.Select(Field));
    }

    private static void Line(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields));
        output.Write('\n');
    }

    private static string Field(Scalar value) =>
        value.AsText is { } text && (text.Length == 0 || CsvOptions.IsDefaultNullWord(text)) ? $"\"{text}\"" : Quoted(value.ToString());

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
