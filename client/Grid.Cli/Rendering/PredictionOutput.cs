using System.Text.Encodings.Web;
using System.Text.Json;
using Grid.Query;
using Grid.Sources;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Writes predictions in the form asked for, one row for each row of the table; for people the first of them.</summary>
internal static class PredictionOutput
{
    private const int HeadRows = 20;
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(PredictionTable table, OutputFormat format, CliConsole console, CsvOptions readBy)
    {
        switch (format)
        {
            case OutputFormat.Json:
                console.Out.WriteLine(Json(table));
                break;
            case OutputFormat.Csv:
                CsvAnswer.Write(table.Head(int.MaxValue), console.Out, readBy);
                break;
            case OutputFormat.Arrow or OutputFormat.Parquet:
                BatchOutput.Write(table.ToBatch(), format, console);
                break;
            case OutputFormat.Table when console.OutTerminal is { } terminal:
                TerminalTable.Write(table.Head(HeadRows), terminal);
                terminal.Write(new Text(Note(table) + "\n", new Style(decoration: Decoration.Dim)));
                break;
            default:
                console.Out.Write(table.Head(HeadRows).ToString());
                console.Out.WriteLine(Note(table));
                break;
        }
    }

    private static string Note(PredictionTable table) =>
        $"{table.Target} predicted for {table.Rows:N0} row{(table.Rows == 1 ? "" : "s")}{(table.Rows > HeadRows ? $", the first {HeadRows} shown; --output csv has all" : "")}";

    private static void WriteKept(Utf8JsonWriter json, PredictionTable table)
    {
        json.WriteStartObject("kept");
        for (int k = 0; k < table.Kept.Count; k++)
        {
            json.WriteStartArray(table.Kept[k]);
            foreach (var value in table.KeptOf(k))
                JsonAnswer.Value(json, value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static string Json(PredictionTable table)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("target", table.Target);
            if (table.Kept.Count > 0)
                WriteKept(json, table);
            json.WriteStartArray("predictions");
            for (int i = 0; i < table.Rows; i++)
                JsonAnswer.Value(json, table.ValueOf(i));
            json.WriteEndArray();
            if (table.Classes.Count > 0)
            {
                json.WriteStartArray("classes");
                foreach (var value in table.Classes)
                    JsonAnswer.Value(json, value);
                json.WriteEndArray();
                json.WriteStartArray("probabilities");
                for (int i = 0; i < table.Rows; i++)
                {
                    json.WriteStartArray();
                    foreach (double probability in table.ProbabilitiesOf(i))
                        JsonAnswer.Value(json, Scalar.Float64(probability));
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
