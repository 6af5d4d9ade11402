using Grid.Columns;

namespace Grid.Sources;

/// <summary>Apache Parquet, by ParquetSharp's readers of physical columns: values go in stretches into Grid's own encoders, and are no objects on the way.</summary>
internal sealed class ParquetFormat : SourceFormat
{
    public override FileFormat Id => FileFormat.Parquet;

    public override string Name => "Parquet";

    public override bool HasName(ReadOnlySpan<char> path) =>
        path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".parq", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".pq", StringComparison.OrdinalIgnoreCase);

    public override bool StartsWith(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8) || head.StartsWith("PARE"u8);

    public override Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> files, CsvOptions options, CancellationToken cancellation) =>
        ParquetPlanner.PlanAsync(files, options, cancellation);

    public override LoadedSplit Read(SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        var columns = new Column?[schema.Count];
        using var reader = ParquetReader.Open(split, options, cancellation);
        reader.Read(schema, columns, bytesRead);
        return TypedColumns.Loaded(split, schema, columns!, (int)split.Count, reader.Notes, options);
    }

    public override IReadOnlyList<RowBounds> Bounds(SourceSplit split, IReadOnlyList<string> columns, CsvOptions options, CancellationToken cancellation)
    {
        using var reader = ParquetReader.Open(split, options, cancellation);
        return reader.Bounds(columns);
    }

    public override LoadedSplit Widen(LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        if (loaded.Schema.Equals(wider))
            return loaded;
        var batch = loaded.Batches.Single();
        var columns = new Column?[wider.Count];
        var notes = new List<SourceNote>();
        using var reader = ParquetReader.Open(split, options, cancellation);
        for (int i = 0; i < columns.Length; i++)
        {
            // What the file itself can be read as is read again: of a decimal, text has other digits than a double.
            if (loaded.Schema[i].Type == wider[i].Type || !reader.ReadsAs(wider[i]))
                columns[i] = TypedColumns.As(batch.Columns[i], wider[i], DateDecision.IsGiven(options, wider[i].Name), split, notes);
        }
        if (columns.Contains(null))
            reader.Read(wider, columns, bytesRead);
        return TypedColumns.Loaded(split, wider, columns!, (int)split.Count, loaded.Notes.Merge(new SourceNotes(notes)).Merge(reader.Notes), options);
    }
}
