using Grid.Client;
using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>What a command was given: which table, what to do to it before the question, and how to answer.</summary>
internal sealed record TableRequest(
    IReadOnlyList<string> Paths,
    CsvOptions Csv,
    GridOptions Grid,
    IReadOnlyList<Transform> Changes,
    OutputFormat Output,
    bool Timings,
    string? Cluster)
{
    /// <summary>The tables that it is joined with, in order.</summary>
    public IReadOnlyList<JoinRequest> Joins { get; init; } = [];

    /// <summary>Where what the steps of the preparation were fitted to is written; null for nowhere.</summary>
    public string? RecipeOut { get; init; }

    /// <summary>The grid that is asked: in this process, or the cluster of a folder.</summary>
    public Task<GridClient> OpenAsync(CliConsole console, CancellationToken cancellation) =>
        Cluster is null ? GridClient.OpenAsync(Grid with { EndsWithProcess = console.IsOfProcess }, cancellation) : ClusterFolderOption.ConnectAsync(Cluster, console, cancellation);

    /// <summary>The table: CSV to be loaded, or a dataset of the cluster.</summary>
    public Task<GridFrame> ReadAsync(GridClient grid, CancellationToken cancellation) =>
        Cluster is null ? grid.ReadCsvAsync(Paths, Csv, cancellation)
        : Paths is [var name] ? grid.OpenDatasetAsync(name, cancellation)
        : throw new UsageException($"--cluster: expected the name of one dataset, not {Paths.Count}; 'grid datasets' lists them");

    /// <summary>The tables that it is joined with.</summary>
    public async Task<IReadOnlyList<GridFrame>> ReadOthersAsync(GridClient grid, CancellationToken cancellation)
    {
        var others = new GridFrame[Joins.Count];
        for (int i = 0; i < others.Length; i++)
            others[i] = await Joins[i].ReadAsync(grid, this, cancellation);
        return others;
    }

    /// <summary>Loads the tables that it is joined with, and tells what was decided while they were read.</summary>
    public async Task LoadOthersAsync(IReadOnlyList<GridFrame> others, CliConsole console, CancellationToken cancellation)
    {
        for (int i = 0; i < others.Count; i++)
        {
            await LoadDisplay.RunAsync(others[i], console, quiet: Timings || Cluster is not null, cancellation);
            if (Cluster is null)
                NoteDisplay.Write(others[i], console, Joins[i].Source);
        }
    }

    /// <summary>The table planned again, with no more columns than are needed.</summary>
    public async Task<GridFrame> ReadAgainAsync(GridClient grid, GridFrame source, IReadOnlyList<string> needed, CancellationToken cancellation)
    {
        await source.ReleaseAsync(cancellation);
        return await grid.ReadAsync(Paths, Csv with { Columns = needed }, cancellation);
    }

    /// <summary>Tells what was decided while files were read; what was decided of a dataset, its load has told.</summary>
    public void TellNotes(GridFrame source, CliConsole console)
    {
        if (Cluster is null)
            NoteDisplay.Write(source, console, Paths.Count == 1 ? Paths[0] : "PATHS");
    }

    /// <summary>Tells of categories that a recipe does not know, and writes what steps were fitted to, where that was asked for. The frame is loaded.</summary>
    public async Task PrepareAsync(GridFrame frame, CliConsole console, CancellationToken cancellation)
    {
        if (Changes.Any(change => change is OneHotTransform or OrdinalTransform))
        {
            foreach (var unseen in await frame.CountUnseenAsync(cancellation))
                console.Error.WriteLine($"note: '{ExitCode.OneLine(unseen.Column)}' holds values that the recipe does not know in {Figures.Counted(unseen.Rows, "row")}: {(unseen.IsOneHot ? "0 in all of its columns" : "null")}");
        }
        if (RecipeOut is not null)
            (await frame.FitRecipeAsync(cancellation)).Save(RecipeOut);
    }

    /// <summary>The request with columns that are not left out for what they correlate with.</summary>
    public TableRequest Keeping(IReadOnlyList<string> columns) =>
        this with { Changes = [.. Changes.Select(change => change is DropCorrelatedStep step ? step with { Keep = columns } : change)] };

    /// <summary>The frame joined with others, and then as the options change it.</summary>
    public GridFrame Transform(GridFrame frame, IReadOnlyList<GridFrame> others)
    {
        for (int i = 0; i < others.Count; i++)
            frame = Joins[i].Apply(frame, others[i]);
        return frame.Apply(Changes);
    }
}
