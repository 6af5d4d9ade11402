using Grid.Columns;

namespace Grid.Sources;

/// <summary>CSV. Its columns are found by position; where a dataset has others than the file, the split names those of the file.</summary>
internal sealed class CsvFormat : SourceFormat
{
    public override FileFormat Id => FileFormat.Csv;

    public override string Name => "CSV";

    public override bool IsText => true;

    public override bool HasName(ReadOnlySpan<char> path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    public override Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> files, CsvOptions options, CancellationToken cancellation) =>
        CsvPlanner.PlanAsync(files, options, cancellation);

    public override LoadedSplit Read(SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        split.Columns is not { } own ? CsvReader.Read(Open, split, schema, options, bytesRead, cancellation)
        : ColumnsByName.Fit(CsvReader.Read(Open, split, ColumnsByName.Own(own, schema), options, bytesRead, cancellation, schema), schema);

    public override LoadedSplit Widen(LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        if (split.Columns is not { } own)
            return CsvReader.Widen(Open, loaded, split, wider, options, bytesRead, cancellation);
        var inFile = ColumnsByName.Take(loaded, own);
        return ColumnsByName.Fit(CsvReader.Widen(Open, inFile, split, ColumnsByName.Own(own, wider), options, bytesRead, cancellation), wider);
    }

    private static SplitPass Open(SourceSplit split, CsvOptions options, Schema schema, Func<string, bool> isFixed, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        new(split, options, schema, isFixed, bytesRead, cancellation);

    public override long? LineOf(SourceSplit split, CsvOptions options, int columns, long row, CancellationToken cancellation) =>
        CsvLines.Of(split, options, split.Columns?.Count ?? columns, row, cancellation);
}
