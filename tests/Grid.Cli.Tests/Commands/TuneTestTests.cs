using System.Text.Json;
using Grid.Learning;

namespace Grid.Cli.Tests;

/// <summary>Searches that weigh rows, and that hold some out.</summary>
public sealed class TuneTestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_that_are_held_out_are_judged_once_as_if_they_had_been_split_off_before()
    {
        // Gaps, so that a fill is fitted: to the training rows alone.
        string table = Flowers.Write(_folder, change: (row, i) => i % 5 == 2 ? row[row.IndexOf(',', StringComparison.Ordinal)..] : row);
        string[] search = ["--target", "kind", "--task", "classify", "--grid", "max_depth=1,2; max_features=none", "--trees", "4", "--folds", "3", "--seed", "5", "--fill", "length=mean", "--output", "json"];
        var run = await CommandRun.Good(["tune", table, .. search, "--test", "0.25", "--save", _folder["held.model"], "--recipe-out", _folder["held.json"]]);
        using var held = JsonDocument.Parse(run.Out);
        Assert.Contains("that were not held out, is saved", run.Error, StringComparison.Ordinal);

        await CommandRun.Good("split", table, "--test", "0.25", "--stratify", "kind", "--seed", "5", "--train-out", _folder["train.csv"], "--test-out", _folder["test.csv"]);
        using var alone = JsonDocument.Parse((await CommandRun.Good(["tune", _folder["train.csv"], .. search, "--save", _folder["alone.model"], "--recipe-out", _folder["alone.json"]])).Out);
        using var judged = JsonDocument.Parse((await CommandRun.Good("evaluate", _folder["alone.model"], _folder["test.csv"], "--recipe", _folder["alone.json"], "--show", "scores", "--output", "json")).Out);

        Assert.Equal(Scores(alone), Scores(held));
        var test = held.RootElement.GetProperty("test");
        Assert.Equal(30, test.GetProperty("rows").GetInt32());
        Assert.Contains($"{test.GetProperty("scores").GetProperty("accuracy").GetDouble():R}", judged.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains($"{test.GetProperty("scores").GetProperty("neg_log_loss").GetDouble():R}", judged.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(_folder["alone.json"], TestContext.Current.CancellationToken), await File.ReadAllTextAsync(_folder["held.json"], TestContext.Current.CancellationToken));

        // The scores stay with the model.
        Assert.Equal(30, Forest.Load(_folder["held.model"]).HeldOut!.Rows);
        Assert.Contains("scores on 30 rows held out of its search", (await CommandRun.Good("model", "show", _folder["held.model"])).Out, StringComparison.Ordinal);
        Assert.Contains("neg_log_loss", (await CommandRun.Good("model", "show", _folder["held.model"], "--show", "test", "--output", "csv")).Out, StringComparison.Ordinal);

        static string Scores(JsonDocument json) => string.Join('\n', json.RootElement.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("split_test_scores").GetRawText()));
    }

    [Fact]
    public async Task People_see_the_test_below_the_best_and_a_number_of_rows_will_do()
    {
        string[] search = ["tune", Flowers.Write(_folder), "--target", "weight", "--task", "regress", "--grid", "max_depth=2,4", "--trees", "3", "--test", "17", "--scoring", "r2,mae"];
        string[] lines = (await CommandRun.Good(search)).Out.Split('\n');
        Assert.StartsWith("best: r2 0.", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("test: r2 0.", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(" on 17 rows held out", lines[1].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("neg_mean_absolute_error -", lines[1], StringComparison.Ordinal);
        Assert.Contains("test: r2 0.", (await CommandRun.Good([.. search, "--output", "csv"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_search_is_written_and_what_cannot_be_is_told_before()
    {
        string table = Flowers.Write(_folder);
        string[] search = ["tune", table, "--target", "kind", "--task", "classify", "--grid", "max_depth=2,4; max_features=1,2", "--trees", "3", "--folds", "3", "--test", "0.25"];

        var run = await CommandRun.Good([.. search, "--report", _folder["study.html"]]);

        string page = System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(_folder["study.html"], TestContext.Current.CancellationToken));
        string best = run.Out.Split(' ')[2];
        Assert.Contains($"<dd><bdi>{best} ± ", page, StringComparison.Ordinal);
        Assert.All(["leaderboard", "parameters", "map", "spread", "importances", "test", "confusion"], id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
        Assert.Contains($"a report of the search is in {_folder["study.html"]}", run.Error, StringComparison.Ordinal);
        var refused = await CommandRun.Of([.. search, "--report", table]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--report ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("no report of Grid's", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_count_in_training_and_are_no_feature()
    {
        string table = Flowers.Write(_folder);
        string[] search = ["tune", table, "--target", "kind", "--task", "classify", "--grid", "max_depth=2,none", "--trees", "3", "--folds", "3", "--output", "csv"];
        string plain = (await CommandRun.Good(search)).Out, weighted = (await CommandRun.Good([.. search, "--weights", "weight", "--save", _folder["w.model"]])).Out;
        Assert.NotEqual(plain, weighted);
        var model = Forest.Load(_folder["w.model"]);
        Assert.Equal(("weight", "colour,length,width"), (model.WeightColumn, string.Join(',', model.Features.Select(f => f.Name).Order(StringComparer.Ordinal))));
        Assert.Contains("weights,weight", (await CommandRun.Good("model", "show", _folder["w.model"], "--output", "csv")).Out, StringComparison.Ordinal);
        // Weights that are all 1 are none.
        string[] one = [.. search, "--with", "one=1", "--features", "length,width,colour"];
        Assert.Equal(Figures((await CommandRun.Good(one)).Out), Figures((await CommandRun.Good([.. one, "--weights", "one"])).Out));

        // All but the time that a fit took.
        static string Figures(string csv) => string.Join('\n', csv.Split('\n').Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]));
    }
}
