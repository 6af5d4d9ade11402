using Grid.Client;
using Grid.Learning;
using Grid.Samples;

namespace Grid.Cli;

/// <summary>The second half of the demo: a search of models, 240 candidates on 8 folds, over images of handwritten digits.</summary>
internal static class SearchDemo
{
    private const string Grid = "max_depth=3,4,5,6,none; max_features=1,3,10,none; min_samples_split=2,3,10; bootstrap=true,false; criterion=gini,entropy";
    private const int Trees = 20, Folds = 8;

    public static async Task RunAsync(GridClient grid, string path, CliConsole console, DemoText text, CancellationToken cancellation)
    {
        text.Step("Images of handwritten digits, to learn from", $"grid sample digits {path}");
        text.Say(await DigitsSample.WriteAsync(path, cancellation));

        text.Step(
            "Which forest reads them best: 240 candidates, each on 8 folds of 20 trees",
            $"grid tune {path} --target target --task classify --grid \"{Grid}\" --trees {Trees} --folds {Folds} --scoring accuracy --seed 0");
        var digits = await grid.ReadCsvAsync(path, null, cancellation);
        await LoadDisplay.RunAsync(digits, console, quiet: false, cancellation);
        var search = new ForestSearch
        {
            Task = LearningTask.Classification,
            Target = "target",
            ParamGrid = Grid,
            NEstimators = Trees,
            Cv = new FoldOptions { Folds = Folds },
            Scoring = "accuracy",
            Seed = 0,
            Refit = false,
        };
        var outcome = await SearchDisplay.RunAsync(digits, search, console, quiet: false, cancellation);
        SearchOutput.Write(outcome.CvResults, null, OutputFormat.Table, console);
        int forests = outcome.CvResults.Candidates.Count * Folds;
        text.Say($"{forests:N0} forests were scored in {Figures.Seconds(outcome.Seconds)}: candidates that differ in when growth stops are read off one forest, exactly.");
    }
}
