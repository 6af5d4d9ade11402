using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Arrow's IPC files and streams, by Grid's own reader. Columns are encoded anew: those of other writers are as wide as their types, and
/// their dictionaries in any order. A split is a range of a file's batches; a stream is one split.
/// </summary>
internal sealed class ArrowFormat : SourceFormat
{
    public override FileFormat Id => FileFormat.Arrow;

    public override string Name => "Arrow";

    public override bool HasName(ReadOnlySpan<char> path) =>
        path.EndsWith(".arrow", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".feather", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".arrows", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ipc", StringComparison.OrdinalIgnoreCase);

    // A stream starts with the mark of a message that goes on, and its length.
    public override bool StartsWith(ReadOnlySpan<byte> head) => head.StartsWith("ARROW1"u8) || head is [0xFF, 0xFF, 0xFF, 0xFF, _, _, _, 0, ..];

    public override Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> files, CsvOptions options, CancellationToken cancellation) =>
        ArrowPlanner.PlanAsync(files, options, cancellation);

    public override LoadedSplit Read(SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        using var input = ArrowInput.Open(split.File, cancellation);
        return ArrowReader.Read(input, split, schema, options, bytesRead, cancellation);
    }

    public override LoadedSplit Widen(LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        if (loaded.Schema.Equals(wider))
            return loaded;
        var batch = loaded.Batches.Single();
        var notes = new List<SourceNote>();
        Column[] columns = [.. batch.Columns.Select((column, i) => TypedColumns.As(column, wider[i], DateDecision.IsGiven(options, wider[i].Name), split, notes))];
        return TypedColumns.Loaded(split, wider, columns, batch.Length, loaded.Notes.Merge(new SourceNotes(notes)), options);
    }
}
