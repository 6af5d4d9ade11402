using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Grid.Learning;

namespace Grid.Cli;

/// <summary><c>grid predict</c>: what a saved model says of the rows of a table.</summary>
internal static class PredictCommand
{
    public static Command Create(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "a model that grid tune saved" };
        var probabilities = new Option<bool>("--probabilities") { Description = "the probability of each class as well" };
        var keep = Options.List("--keep", "columns of the table to stand beside the predictions", "A,B");
        var table = new TableOptions();
        var command = new Command("predict", "Predicts a class or a number for each row, with a model that grid tune saved.") { model, probabilities, keep };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(parsed.GetValue(model)!, parsed.GetValue(probabilities), parsed.GetValue(keep) ?? [], table.Read(parsed), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(string path, bool probabilities, IReadOnlyList<string> keep, TableRequest request, CliConsole console, CancellationToken cancellation)
    {
        AnswerOutput.Check(request.Output, console);
        var model = Forest.Load(path);
        if (probabilities && model.Labels is null)
            throw new UsageException($"--probabilities: the model predicts numbers ('{model.Target}'); it has no classes to be probable");
        PredictionTable.RequireFree(keep, ["prediction", .. probabilities ? model.Labels!.Names.Select(name => $"probability_{name}") : []]);
        var clock = Stopwatch.StartNew();
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = request.Transform(source, others);
        frame.Check(model, keep); // a feature that is missing should not cost a load
        await request.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        request.TellNotes(source, console);
        await request.PrepareAsync(frame, console, cancellation);
        double load = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var predictions = await frame.PredictAsync(model, keep, cancellation);
        double seconds = clock.Elapsed.TotalSeconds;

        PredictionOutput.Write(new PredictionTable(model.Target, predictions, probabilities), request.Output, console, request.Csv);
        foreach (string note in predictions.Notes)
            console.Error.WriteLine($"note: {ExitCode.OneLine(note)}");
        foreach (var unseen in predictions.Unseen)
            console.Error.WriteLine($"note: '{unseen.Feature}' holds a text that the model has not seen in {unseen.Rows:N0} row{(unseen.Rows == 1 ? "" : "s")}, such as '{unseen.Example}': taken for missing");
        if (request.Timings)
            console.Error.WriteLine(JsonSerializer.Serialize(new { rows = predictions.Rows, bytes_read = source.Load.BytesRead, load_s = load, predict_s = seconds }));
    }
}
