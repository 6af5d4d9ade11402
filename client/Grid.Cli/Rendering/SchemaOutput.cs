using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>Writes the columns of a table, and the notes of its reading, in the form asked for: notes stand where they cannot be taken for columns.</summary>
internal static class SchemaOutput
{
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IReadOnlyList<SchemaColumn> columns, long rows, IReadOnlyList<SourceNote> notes, OutputFormat format, CliConsole console)
    {
        var table = AnswerTable.Of(
            [("name", false), ("type", false), ("storage", false), ("nulls", true), ("bytes", true), ("example", false)],
            [.. columns.Select(c => (IReadOnlyList<Scalar>)[Scalar.Text(c.Name), Scalar.Text(c.Type.ToString()), c.Storage is null ? Scalar.Null : Scalar.Text(c.Storage), Scalar.Int64(c.Nulls), c.Bytes is { } bytes ? Scalar.Int64(bytes) : Scalar.Null, Text(c.Example)])]);
        switch (format)
        {
            case OutputFormat.Json:
                console.Out.WriteLine(Json(columns, rows, notes));
                return;
            case OutputFormat.Csv:
                CsvAnswer.Write(table, console.Out);
                break;
            case OutputFormat.Arrow or OutputFormat.Parquet:
                BatchOutput.Write(AnswerBatch.Of(table), format, console);
                break;
            case OutputFormat.Table when console.OutTerminal is { } terminal:
                TerminalTable.Write(table, terminal);
                break;
            default:
                console.Out.Write(table.ToString());
                break;
        }
        var writer = format == OutputFormat.Table ? console.Out : console.Error;
        foreach (var note in notes)
            writer.WriteLine(NoteDisplay.Line(note));
    }

    // Examples of several types stand below one another.
    private static Scalar Text(Scalar example) => example.IsNull ? example : Scalar.Text(example.ToString());

    private static string Json(IReadOnlyList<SchemaColumn> columns, long rows, IReadOnlyList<SourceNote> notes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", rows);
            json.WriteStartArray("columns");
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("type", column.Type.ToString());
                json.WriteString("storage", column.Storage);
                json.WriteNumber("nulls", column.Nulls);
                if (column.Bytes is { } held)
                    json.WriteNumber("bytes", held);
                else
                    json.WriteNull("bytes");
                json.WritePropertyName("example");
                JsonAnswer.Value(json, column.Example);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (var note in notes)
                Write(json, note);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void Write(Utf8JsonWriter json, SourceNote note)
    {
        json.WriteStartObject();
        json.WriteString("note", note.ToString());
        json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(note.Kind.ToString()));
        json.WriteString("column", note.Column);
        json.WriteString("value", note.Value);
        json.WriteString("file", note.Path);
        if (note.Line is { } line)
            json.WriteNumber("line", line);
        else
            json.WriteNull("line");
        json.WriteString("option", note.Option);
        json.WriteEndObject();
    }
}
