using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grid.Query;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Writes a report of several tables: for people the short ones under their titles, as JSON an object of all; other forms hold one, the first unless it is named.</summary>
internal static class ReportOutput
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Refuses a table that the report has not.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static void Require(string? show, IReadOnlyList<string> known, string ofWhat)
    {
        if (show is not null && !known.Contains(show))
            throw new UsageException($"--show {show}: {ofWhat} has {string.Join(", ", known)}{Suggestion.Of(show, known)}");
    }

    /// <param name="report">The tables.</param>
    /// <param name="show">The one that was asked for by name; null for none.</param>
    /// <param name="format">The form.</param>
    /// <param name="console">Where to write.</param>
    public static void Write(IReadOnlyList<ReportTable> report, string? show, OutputFormat format, CliConsole console)
    {
        var named = show is null ? null : report.First(t => t.Name == show);
        switch (format)
        {
            case OutputFormat.Json:
                console.Out.WriteLine(Json(named is null ? report : [named]));
                break;
            case OutputFormat.Csv:
                CsvAnswer.Write((named ?? report[0]).Table, console.Out);
                break;
            case OutputFormat.Arrow or OutputFormat.Parquet:
                BatchOutput.Write(AnswerBatch.Of((named ?? report[0]).Table), format, console);
                break;
            default:
                foreach (var table in named is null ? report.Where(t => t.IsShort) : [named])
                    Write(table, console);
                if (named is null && report.Any(t => !t.IsShort))
                    console.Out.WriteLine($"--show has more: {string.Join(", ", report.Where(t => !t.IsShort).Select(t => t.Name))}");
                break;
        }
    }

    private static void Write(ReportTable table, CliConsole console)
    {
        if (console.OutTerminal is { } terminal)
        {
            terminal.Write(new Text(table.Title + "\n", new Style(decoration: Decoration.Bold)));
            TerminalTable.Write(table.Table, terminal);
            return;
        }
        console.Out.WriteLine(table.Title);
        console.Out.WriteLine(table.Table);
    }

    private static string Json(IReadOnlyList<ReportTable> tables)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            foreach (var table in tables)
            {
                json.WriteStartArray(table.Name);
                foreach (var row in table.Table.Rows)
                {
                    json.WriteStartObject();
                    for (int i = 0; i < row.Count; i++)
                    {
                        json.WritePropertyName(table.Table.Columns[i].Name);
                        JsonAnswer.Value(json, row[i]);
                    }
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
