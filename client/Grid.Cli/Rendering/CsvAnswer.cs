using Grid.Statistics;

namespace Grid.Cli;

/// <summary>Answers as CSV: a header, figures unrounded, null as an empty field, quotes where a field needs them.</summary>
internal static class CsvAnswer
{
    public static void Write(AnswerTable table, TextWriter output)
    {
        Line(output, table.Columns.Select(c => c.Name));
        foreach (var row in table.Rows)
            Line(output, row.Select(value => value.ToString()));
    }

    private static void Line(TextWriter output, IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields.Select(Quoted)));
        output.Write('\n');
    }

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
