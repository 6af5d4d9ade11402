using System.Text.Json;

namespace Grid.Cli.Tests;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_of_classes_is_judged_as_its_predictions_are()
    {
        string model = await Model("kind", "classify");
        using var json = JsonDocument.Parse((await CommandRun.Good("evaluate", model, Flowers.Write(_folder), "--output", "json")).Out);
        Assert.Equal(["scores", "report", "confusion", "roc", "pr", "calibration"], json.RootElement.EnumerateObject().Select(p => p.Name));
        string[] predicted = [.. (await CommandRun.Good("predict", model, Flowers.Write(_folder), "--keep", "kind", "--output", "csv")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        double right = predicted.Count(row => row.Split(',') is [var kind, var guess] && kind == guess) / 120.0;
        Assert.Equal(right, json.RootElement.GetProperty("scores").EnumerateArray().First(s => s.GetProperty("scoring").GetString() == "accuracy").GetProperty("score").GetDouble());
        foreach (var row in json.RootElement.GetProperty("confusion").EnumerateArray())
        {
            string kind = row.GetProperty("true").GetString()!;
            foreach (string guess in new[] { "pale", "tall", "wild" })
                Assert.Equal(predicted.Count(p => p == $"{kind},{guess}"), row.GetProperty(guess).GetInt32());
        }
    }

    [Fact]
    public async Task People_see_what_is_short_and_the_rest_by_name()
    {
        string model = await Model("kind", "classify");
        var run = await CommandRun.Good("evaluate", model, Flowers.Write(_folder));
        Assert.Contains("scores of 'kind' on 120 rows", run.Out, StringComparison.Ordinal);
        Assert.Contains("macro avg", run.Out, StringComparison.Ordinal);
        Assert.Contains("--show has more: roc, pr, calibration", run.Out, StringComparison.Ordinal);
        var roc = await CommandRun.Good("evaluate", model, Flowers.Write(_folder), "--show", "roc", "--output", "csv");
        Assert.StartsWith("class,threshold,false_positive_rate,true_positive_rate\npale,inf", roc.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_model_of_numbers_has_residuals()
    {
        string model = await Model("weight", "regress");
        var run = await CommandRun.Good("evaluate", model, Flowers.Write(_folder), "--show", "residuals", "--output", "csv");
        Assert.Equal(["quantile", "mean", "std", "0", "0.01", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.99", "1"], run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')[0]));
        await Refused(["evaluate", model, Flowers.Write(_folder), "--show", "roc"], "--show roc: an evaluation of numbers has scores, residuals");
    }

    [Fact]
    public async Task What_cannot_be_judged_is_refused_in_a_line()
    {
        string model = await Model("kind", "classify");
        await Refused(["evaluate", model, Flowers.Write(_folder), "--show", "rock"], "--show rock: an evaluation of classes has scores, report, confusion, roc, pr, calibration; did you mean 'roc'?");
        await Refused(["evaluate", model, Flowers.Write(_folder, "new.csv", change: (row, i) => i == 6 ? "5,2,blue,rare,10" : row)], "the target 'kind' is 'rare' in row 7, none of the 3 classes that the model has learned (pale, tall, wild)");
        await Refused(["evaluate", model, Flowers.Write(_folder, "lacks.csv", "length,width,colour,knd,weight")], "the table has no column 'kind' to be a target; did you mean 'knd'?");
        await Refused(["evaluate", model, Flowers.Write(_folder), "--where", "length > 100"], "there are no rows to judge the model on");
        await Refused(["evaluate", Flowers.Write(_folder), Flowers.Write(_folder)], "is not a model that Grid has saved");
        await Refused(["score", model, Flowers.Write(_folder)], "that is grid evaluate");
    }

    [Fact]
    public async Task A_model_is_shown()
    {
        string model = await Model("kind", "classify");
        using var json = JsonDocument.Parse((await CommandRun.Good("model", "show", model, "--output", "json")).Out);
        Assert.Equal(["model", "features", "classes"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["length:float64", "width:float64", "colour:utf8", "weight:float64"], json.RootElement.GetProperty("features").EnumerateArray().Select(f => $"{f.GetProperty("feature").GetString()}:{f.GetProperty("type").GetString()}"));
        Assert.Equal(["pale", "tall", "wild"], json.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("class").GetString()));
        var facts = json.RootElement.GetProperty("model").EnumerateArray().ToDictionary(f => f.GetProperty("property").GetString()!, f => f.GetProperty("value").ToString());
        Assert.Equal(("kind", "3", "gini", "4"), (facts["target"], facts["trees"], facts["criterion"], facts["max_depth"]));
        Assert.Contains("random forest, of classes", (await CommandRun.Good("model", "show", model)).Out, StringComparison.Ordinal);
        await Refused(["model", "show", model, "--show", "feature"], "did you mean 'features'?");
        await Refused(["model", "shwo", model], "did you mean 'show'?");
    }

    private static async Task Refused(string[] command, string said)
    {
        var run = await CommandRun.Of(command);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    private async Task<string> Model(string target, string task)
    {
        await CommandRun.Good("tune", Flowers.Write(_folder), "--target", target, "--task", task, "--grid", "max_depth=4", "--trees", "3", "--save", _folder["m"]);
        return _folder["m"];
    }
}
