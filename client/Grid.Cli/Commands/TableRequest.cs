using Grid.Client;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>What a command was given: which table, what to do to it before the question, and how to answer.</summary>
internal sealed record TableRequest(
    IReadOnlyList<string> Paths,
    CsvOptions Csv,
    GridOptions Grid,
    IReadOnlyList<(string Name, string Expression)> Computed,
    IReadOnlyList<string> Conditions,
    OutputFormat Output,
    bool Timings,
    string? Cluster)
{
    /// <summary>The grid that is asked: in this process, or the cluster of a folder.</summary>
    public Task<GridClient> OpenAsync(CliConsole console, CancellationToken cancellation) =>
        Cluster is null ? GridClient.OpenAsync(Grid with { EndsWithProcess = console.IsOfProcess }, cancellation) : ClusterFolderOption.ConnectAsync(Cluster, cancellation);

    /// <summary>The table: CSV to be loaded, or a dataset of the cluster.</summary>
    public Task<GridFrame> ReadAsync(GridClient grid, CancellationToken cancellation) =>
        Cluster is null ? grid.ReadCsvAsync(Paths, Csv, cancellation)
        : Paths is [var name] ? grid.OpenDatasetAsync(name, cancellation)
        : throw new UsageException($"--cluster: expected the name of one dataset, not {Paths.Count}; 'grid datasets' lists them");

    /// <summary>The table planned again, with no more columns than are needed.</summary>
    public async Task<GridFrame> ReadAgainAsync(GridClient grid, GridFrame source, IReadOnlyList<string> needed, CancellationToken cancellation)
    {
        await source.DropAsync(cancellation);
        return await grid.ReadAsync(Paths, Csv with { Columns = needed }, cancellation);
    }

    /// <summary>Tells what was decided while files were read; what was decided of a dataset, its load has told.</summary>
    public void TellNotes(GridFrame source, CliConsole console)
    {
        if (Cluster is null)
            NoteDisplay.Write(source, console, Paths.Count == 1 ? Paths[0] : "PATHS");
    }

    /// <summary>The frame with computed columns, and then with the rows that all conditions hold for.</summary>
    public GridFrame Transform(GridFrame frame)
    {
        foreach (var (name, expression) in Computed)
            frame = frame.WithColumn(name, expression);
        foreach (string condition in Conditions)
            frame = frame.Where(condition);
        return frame;
    }
}
