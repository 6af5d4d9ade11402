using System.CommandLine;
using System.Diagnostics;
using Grid.Client;
using Grid.Report;

namespace Grid.Cli;

/// <summary><c>grid tune</c>: scores the candidates of a grid by cross-validation, and keeps the best one's forest.</summary>
internal static class TuneCommand
{
    public static Command Create(CliConsole console)
    {
        var options = new TuneOptions();
        var table = new TableOptions();
        var command = new Command("tune", "Searches the parameters of random forests: grid search with cross-validation.");
        options.AddTo(command);
        table.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(table.Read(parsed), options.Read(parsed), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(TableRequest table, TuneRequest request, CliConsole console, CancellationToken cancellation)
    {
        AnswerOutput.Check(table.Output, console);
        request.Check(); // a slip in the grid or in a column's name should not cost a load
        using var model = table.Cluster is null ? request.OpenPlaces(table.Paths) : (request with { Folder = null }).OpenPlaces([]); // nor a place that cannot be written a search
        var clock = Stopwatch.StartNew();
        // A cluster keeps its studies in its own folder.
        await using var grid = table.Cluster is null ? await OpenAsync(table.Grid with { Folder = request.Folder, EndsWithProcess = console.IsOfProcess }, cancellation) : await table.OpenAsync(console, cancellation);
        var source = await table.ReadAsync(grid, cancellation);
        var others = await table.ReadOthersAsync(grid, cancellation);
        var frame = table.Keeping([request.Search.Target, .. new[] { request.Search.Cv.ColumnOfFolds, request.Search.Weights }.OfType<string>()]).Transform(source, others);
        frame.Check(request.Search);
        await table.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: table.Timings || table.Cluster is not null, cancellation);
        table.TellNotes(source, console);
        await table.PrepareAsync(frame.TrainingRows(request.Search), console, cancellation);
        double load = clock.Elapsed.TotalSeconds;
        if (request.Restart)
        {
            foreach (string study in request.Search.StudyNames)
                await grid.DropStudyAsync(study, cancellation);
        }
        var outcome = await SearchDisplay.RunAsync(frame, request.Search, console, quiet: table.Timings, cancellation);

        // The model first: a table that was printed says that all is done.
        model?.Write(outcome.BestForest!.Encode());
        if (request.Report is { } report)
            SearchReport.Write(outcome, request.Search.Name ?? string.Join(", ", table.Paths), report);
        SearchOutput.Write(outcome.CvResults, request.HeatMap, table.Output, console, outcome.Test);
        if (table.Timings)
        {
            var timings = new
            {
                rows = source.Load.Rows,
                bytes_read = source.Load.BytesRead,
                load_s = load,
                search_s = outcome.Seconds,
                trials_trained = outcome.TrialsTrained,
                trials_resumed = outcome.TrialsResumed,
            };
            TimingsLine.Write(timings, outcome.Seconds, table.Cluster is null ? null : grid, console);
        }
        else
        {
            Tell(request, outcome, console);
        }
    }

    private static void Tell(TuneRequest request, SearchOutcome outcome, CliConsole console)
    {
        if (request.Report is { } report)
            console.Error.WriteLine($"a report of the search is in {report}");
        if (request.Model is { } saved)
            console.Error.WriteLine($"the best candidate's forest, grown on all rows{(outcome.Test is null ? "" : " that were not held out")}, is saved in {saved}");
    }

    private static async Task<GridClient> OpenAsync(GridOptions options, CancellationToken cancellation)
    {
        try
        {
            return await GridClient.OpenAsync(options, cancellation);
        }
        catch (Exception fault) when (options.Folder is not null && fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--folder {options.Folder}: the study cannot be kept here: {fault.Message}");
        }
    }
}
