using System.CommandLine;
using Grid.Learning;

namespace Grid.Cli;

/// <summary><c>grid evaluate</c>: how a saved model does on a table whose truth is known.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "a model that grid tune saved" };
        var show = new Option<string?>("--show")
        {
            Description = $"one table alone: {string.Join(", ", EvaluationTables.OfClasses)}, or {EvaluationTables.OfNumbers[1]} of a model of numbers; JSON has all unless said otherwise, CSV the scores",
            HelpName = "TABLE",
        };
        var table = new TableOptions();
        var command = new Command("evaluate", "Judges a model on rows whose truth is known: scores, confusion matrix, report by class, ROC and precision–recall curves, calibration, residuals.") { model, show };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(parsed.GetValue(model)!, parsed.GetValue(show), table.Read(parsed), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(string path, string? show, TableRequest request, CliConsole console, CancellationToken cancellation)
    {
        AnswerOutput.Check(request.Output, console);
        var model = Forest.Load(path);
        ReportOutput.Require(show, model.Labels is null ? EvaluationTables.OfNumbers : EvaluationTables.OfClasses, $"an evaluation of {(model.Labels is null ? "numbers" : "classes")}");
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = request.Transform(source, others);
        frame.CheckJudged(model);
        await request.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        request.TellNotes(source, console);
        await request.PrepareAsync(frame, console, cancellation);
        ReportOutput.Write(EvaluationTables.Of(await frame.EvaluateAsync(model, cancellation)), show, request.Output, console);
    }
}
