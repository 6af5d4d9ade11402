using System.CommandLine;
using Grid.Learning;

namespace Grid.Cli;

/// <summary><c>grid model show</c>: what a saved model is.</summary>
internal static class ModelCommand
{
    public static Command Create(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "a model that grid tune saved" };
        var table = new Option<string?>("--show") { Description = $"one table alone: {string.Join(", ", ModelTables.Of(hasClasses: true))}", HelpName = "TABLE" };
        var output = Options.Output();
        var show = new Command("show", "Tells what a model is, what it was trained by, and its features with their types.") { model, table, output };
        show.SetAction((parsed, _) =>
        {
            AnswerOutput.Check(parsed.GetValue(output), console);
            var forest = Forest.Load(parsed.GetValue(model)!);
            ReportOutput.Require(parsed.GetValue(table), ModelTables.Of(forest.Labels is not null, forest.HeldOut is not null), forest.Labels is null ? "a model of numbers" : "a model");
            ReportOutput.Write(ModelTables.Of(forest), parsed.GetValue(table), parsed.GetValue(output), console);
            return Task.FromResult(ExitCode.Answered);
        });
        return new Command("model", "Tells of saved models.") { show };
    }
}
