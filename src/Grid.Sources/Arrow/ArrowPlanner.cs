using Grid.Columns;

namespace Grid.Sources;

/// <summary>Plans Arrow files by their schemas and the lengths of their batches.</summary>
internal static class ArrowPlanner
{
    private const long UsualSplit = 16L << 20;
    private const int MostSplits = 512;

    /// <summary>Plans files.</summary>
    /// <exception cref="SourceException">A file is no Arrow, is damaged, or has a column that cannot be read.</exception>
    public static async Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> files, CsvOptions options, CancellationToken cancellation)
    {
        long bytes = files.Sum(file => file.File.Length);
        long inSplit = options.SplitBytes > 0 ? options.SplitBytes : Math.Max(UsualSplit, bytes / MostSplits);
        var tables = await FileWork.InParallel([.. files.Select(file => file.File)], i => TableOf(files[i], inSplit, cancellation), cancellation).ConfigureAwait(false);
        return new FilesPlan(tables, []);
    }

    private static TablePlan TableOf(PlannedFile file, long inSplit, CancellationToken cancellation)
    {
        using var input = ArrowInput.Open(file.File, cancellation);
        var batches = input.BatchBytes;
        bool hasRows = batches is null || batches.Length > 0;
        return new TablePlan
        {
            Files = [file],
            Schema = new Schema(input.Schema.Fields.Select(field => new Field(field.Name, ArrowSinks.TypeOf(field.Logical).Storage))),
            Declared = [.. input.Schema.Fields.Select(field => ((field.Type as DictionaryType)?.Value ?? field.Type).ToString())],
            Splits = [.. batches is null ? [Split(file, 0, 0, file.File.Length)] : Cut(file, batches, inSplit)],
            HasRows = hasRows,
            Notes = hasRows ? SourceNotes.None : new SourceNotes([new SourceNote { Kind = NoteKind.NoRows, Text = $"{Path.GetFileName(file.File.Path)} has columns and no rows", Value = file.File.Path }]),
            // Columns as wide as their types become narrow, and texts become codes, but for those that are both already.
            BytesExpected = file.File.Length,
        };
    }

    private static IEnumerable<SourceSplit> Cut(PlannedFile file, long[] batches, long inSplit)
    {
        int first = 0;
        long bytes = 0;
        for (int i = 0; i < batches.Length; i++)
        {
            if (bytes > 0 && bytes + batches[i] > inSplit)
            {
                yield return Split(file, first, i - first, bytes);
                (first, bytes) = (i, 0);
            }
            bytes += batches[i];
        }
        yield return Split(file, first, batches.Length - first, bytes);
    }

    private static SourceSplit Split(PlannedFile file, long first, long count, long bytes) => new()
    {
        Path = file.File.Path,
        FileIndex = file.Index,
        FileLength = file.File.Length,
        Stamp = file.File.Stamp,
        ETag = file.File.ETag,
        Format = FileFormat.Arrow,
        Offset = 0,
        Length = bytes,
        Proven = true,
        First = first,
        Count = count,
    };
}
