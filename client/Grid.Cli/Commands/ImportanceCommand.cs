using System.CommandLine;
using Grid.Learning;

namespace Grid.Cli;

/// <summary><c>grid importance</c>: what the features of a saved model are worth to it, by its trees and on a table.</summary>
internal static class ImportanceCommand
{
    public static Command Create(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "a model that grid tune saved" };
        var dependence = new Option<string?>("--dependence") { Description = "in place of importances, what is predicted on average where this feature is set to each of its values (partial dependence)", HelpName = "FEATURE" };
        var resolution = Options.Number("--resolution", "values of the dependence, where the feature has more", 2, 10_000, 100);
        var scoring = new Option<string?>("--scoring") { Description = "what gets worse where a feature is shuffled; accuracy or r2 unless said otherwise", HelpName = "NAME" };
        var repeats = Options.Number("--repeats", "how often each feature is shuffled", 1, 10_000, 5);
        var seed = Options.Number("--seed", "what the shuffles follow from: scikit-learn's random_state", 0UL, ulong.MaxValue, 0UL);
        var table = new TableOptions();
        var command = new Command("importance", "Tells what features are worth to a model: by its trees (impurity), and with a table by shuffling them (permutation), or how it depends on one.") { model, dependence, resolution, scoring, repeats, seed };
        table.AddTo(command, isOptional: true);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new ImportanceRequest(parsed.GetValue(model)!, parsed.GetValue(dependence), parsed.GetValue(resolution), parsed.GetValue(scoring), parsed.GetValue(repeats), parsed.GetValue(seed));
            await RunAsync(request, table.Read(parsed), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(ImportanceRequest request, TableRequest table, CliConsole console, CancellationToken cancellation)
    {
        AnswerOutput.Check(table.Output, console);
        var model = Forest.Load(request.Model);
        var scoring = request.Scoring is null ? Scoring.Default(model.Parameters.Task) : Scoring.Parse(request.Scoring, model.Parameters.Task);
        if (request.Dependence is { } feature)
            PartialDependence.RequireFeature(model, feature);
        if (table.Paths.Count == 0)
        {
            if (request.Dependence is not null || request.Scoring is not null)
                throw new UsageException($"{(request.Dependence is null ? "--scoring" : "--dependence")}: this is found on rows; name a table after the model");
            ReportOutput.Write([ImportanceTables.Of(model, null, scoring)], null, table.Output, console);
            return;
        }
        await using var grid = await table.OpenAsync(console, cancellation);
        var source = await table.ReadAsync(grid, cancellation);
        var others = await table.ReadOthersAsync(grid, cancellation);
        var frame = table.Transform(source, others);
        if (request.Dependence is null)
            frame.CheckJudged(model);
        else
            frame.Check(model);
        await table.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: table.Timings || table.Cluster is not null, cancellation);
        table.TellNotes(source, console);
        var report = request.Dependence is { } on
            ? ImportanceTables.Of(model, on, await frame.PartialDependenceAsync(model, on, request.Resolution, cancellation))
            : ImportanceTables.Of(model, await frame.PermutationImportanceAsync(model, scoring, request.Repeats, request.Seed, cancellation), scoring);
        ReportOutput.Write([report], null, table.Output, console);
    }

    /// <summary>What the command was given, the table aside.</summary>
    private sealed record ImportanceRequest(string Model, string? Dependence, int Resolution, string? Scoring, int Repeats, ulong Seed);
}
