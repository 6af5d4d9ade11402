using System.Text.Json;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// JSON of flat objects: one on each line, or one after the other, or in an array. Its columns go by their names; what an object has
/// not is null.
/// </summary>
internal sealed class JsonFormat : SourceFormat
{
    public override FileFormat Id => FileFormat.Json;

    public override string Name => "JSON";

    public override bool IsText => true;

    public override bool HasName(ReadOnlySpan<char> path) =>
        path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    public override bool StartsWith(ReadOnlySpan<byte> head)
    {
        if (TextEncodings.IsMarkedUtf8(head))
            head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        return head is [(byte)'{' or (byte)'[', ..] && head[1..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'}' or (byte)'{', ..];
    }

    public override Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> files, CsvOptions options, CancellationToken cancellation) =>
        JsonPlanner.PlanAsync(files, options, cancellation);

    public override LoadedSplit Read(SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        CsvReader.Read(Open, split, schema, options, bytesRead, cancellation);

    public override LoadedSplit Widen(LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        CsvReader.Widen(Open, loaded, split, wider, options, bytesRead, cancellation);

    public override long? LineOf(SourceSplit split, CsvOptions options, int columns, long row, CancellationToken cancellation)
    {
        using var source = SourceStore.Open(split.File, cancellation);
        using var text = new TextWindow(source);
        return new JsonLines(text).LineOf(source, split, row, cancellation);
    }

    private static JsonPass Open(SourceSplit split, CsvOptions options, Schema schema, Func<string, bool> isFixed, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        new(split, options, schema, isFixed, bytesRead, cancellation);

    /// <summary>The dialect of values: there are neither quotes nor words among them that mean anything.</summary>
    public static CsvDialect DialectOf(CsvOptions options) => CsvDialect.From(new CsvOptions
    {
        Quote = '\0',
        DefaultNullWords = false,
        QuotedNulls = false,
        DateFormats = options.DateFormats,
        DayFirst = options.DayFirst,
        Schema = options.Schema,
    });

    /// <summary>What a reader says of a text that is no JSON, without the place, which it counts otherwise.</summary>
    public static string What(JsonException e)
    {
        int place = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string what = (place < 0 ? e.Message : e.Message[..place]).ReplaceLineEndings(" ").TrimEnd('.');
        return $"{what}, at character {e.BytePositionInLine + 1}";
    }
}
