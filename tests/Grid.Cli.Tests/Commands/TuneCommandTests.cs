using System.Text.Json;
using Grid.Learning;

namespace Grid.Cli.Tests;

public sealed class TuneCommandTests : IDisposable
{
    private const string Grid = "max_depth=1,3,none; max_features=1,none; criterion=gini,entropy";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_is_the_whole_table()
    {
        using var json = JsonDocument.Parse((await Tune("--output", "json")).Out);
        var candidates = json.RootElement.GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(12, candidates.Count);
        Assert.Equal("""{"criterion":"gini","max_depth":1,"max_features":1}""", candidates[0].GetProperty("params").GetRawText());
        Assert.Equal("""{"criterion":"entropy","max_depth":null,"max_features":null}""", candidates[^1].GetProperty("params").GetRawText());
        foreach (var candidate in candidates)
        {
            double[] scores = [.. candidate.GetProperty("split_test_scores").EnumerateArray().Select(s => s.GetDouble())];
            Assert.Equal(4, scores.Length);
            Assert.Equal(scores.Average(), candidate.GetProperty("mean_test_score").GetDouble(), 12);
            Assert.Equal(Math.Sqrt(scores.Average(s => Math.Pow(s - scores.Average(), 2))), candidate.GetProperty("std_test_score").GetDouble(), 12);
            Assert.True(candidate.GetProperty("mean_fit_time").GetDouble() > 0);
        }
        var best = candidates.First(c => c.GetProperty("rank_test_score").GetInt32() == 1);
        Assert.Equal(best.GetProperty("params").GetRawText(), json.RootElement.GetProperty("best").GetProperty("params").GetRawText());
        Assert.Equal(best.GetProperty("mean_test_score").GetDouble(), json.RootElement.GetProperty("best").GetProperty("score").GetDouble());
        Assert.InRange(best.GetProperty("mean_test_score").GetDouble(), 0.85, 1);
    }

    [Fact]
    public async Task The_table_is_that_of_the_kernels_for_any_number_of_threads()
    {
        string one = await Scores("--threads", "1"), two = await Scores("--threads", "2");
        Assert.Equal(one, two);
        Assert.NotEqual(one, await Scores("--seed", "2"));

        async Task<string> Scores(params string[] options)
        {
            using var json = JsonDocument.Parse((await Tune([.. options, "--output", "json"])).Out);
            return string.Join('\n', json.RootElement.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("split_test_scores").GetRawText()));
        }
    }

    [Fact]
    public async Task People_see_the_best_the_top_rows_and_a_map()
    {
        var run = await Tune("--heatmap", "max_depth,criterion");
        Assert.StartsWith("best: accuracy 0.", run.Out, StringComparison.Ordinal);
        Assert.Contains("best accuracy by criterion (down) and max_depth (across)", run.Out, StringComparison.Ordinal);
        Assert.Contains("12 candidates on 4 splits, the 10 best shown", run.Out, StringComparison.Ordinal);
        Assert.Contains("searched: 12 candidates in 16 trials", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("resumed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_scorings_are_columns_and_one_chooses()
    {
        using var json = JsonDocument.Parse((await Tune("--scoring", "accuracy,roc_auc,f1_macro", "--refit", "f1_macro", "--output", "json")).Out);
        Assert.Equal("f1_macro", json.RootElement.GetProperty("best").GetProperty("scoring").GetString());
        foreach (var candidate in json.RootElement.GetProperty("candidates").EnumerateArray())
        {
            Assert.Equal(candidate.GetProperty("mean_test_score").GetDouble(), candidate.GetProperty("mean_test_f1_macro").GetDouble());
            Assert.Equal(4, candidate.GetProperty("split_test_roc_auc_ovr").GetArrayLength());
        }
        string header = (await Tune("--scoring", "accuracy,roc_auc", "--output", "csv")).Out.Split('\n')[0];
        Assert.Contains("split3_test_accuracy,mean_test_accuracy,std_test_accuracy,rank_test_accuracy,split0_test_roc_auc_ovr", header, StringComparison.Ordinal);
        var people = await Tune("--scoring", "accuracy,roc_auc");
        Assert.StartsWith("best: accuracy 0.", people.Out, StringComparison.Ordinal);
        Assert.Contains("roc_auc_ovr", people.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_scored_says_why_and_another_scoring_goes_on()
    {
        string few = _folder.File("few.csv", "x,y\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i},{(i == 3 ? 2 : i / 20)}")) + "\n");
        var run = await CommandRun.Good("tune", few, "--target", "y", "--task", "classify", "--grid", "max_depth=1,2", "--trees", "3", "--scoring", "accuracy,roc_auc", "--output", "json");
        Assert.Contains("note: roc_auc_ovr is not defined on split 0, which has no row of class '2' to test: no candidate has this score", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"fault_roc_auc_ovr\":\"on splits 0, 1, 2, 3 roc_auc_ovr is not defined where a class has no test row\"", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"mean_test_roc_auc_ovr\":null", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"scoring\":\"accuracy\"", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kfold", 4)]
    [InlineData("stratified", 4)]
    [InlineData("time", 4)]
    [InlineData("repeated:2", 8)]
    public async Task Folds_are_of_the_kind_that_is_asked_for(string cv, int splits)
    {
        using var json = JsonDocument.Parse((await Tune("--cv", cv, "--output", "json")).Out);
        Assert.All(json.RootElement.GetProperty("candidates").EnumerateArray(), c => Assert.Equal(splits, c.GetProperty("split_test_scores").GetArrayLength()));
    }

    [Fact]
    public async Task A_column_says_which_split_tests_a_row_and_is_no_feature()
    {
        string fields = Flowers.Write(_folder, "fields.csv", $"{Flowers.Header},split", (row, i) => $"{row},{i % 4 - 1}");
        string[] command = ["tune", fields, "--target", "kind", "--task", "classify", "--grid", "max_depth=3", "--trees", "3", "--output", "json", "--cv", "column:split"];
        using var json = JsonDocument.Parse((await CommandRun.Good([.. command, "--save", _folder["m"]])).Out);
        Assert.Equal(3, json.RootElement.GetProperty("candidates")[0].GetProperty("split_test_scores").GetArrayLength());
        Assert.Equal(["length", "width", "colour", "weight"], Forest.Load(_folder["m"]).Features.Select(f => f.Name));
        var wrong = await CommandRun.Of([.. command[..^1], "column:spilt"]);
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Out));
        Assert.Contains("did you mean 'split'?", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draws_candidates_at_random()
    {
        using var json = JsonDocument.Parse((await Tune("--random", "5", "--output", "json")).Out);
        Assert.Equal(5, json.RootElement.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("params").GetRawText()).Distinct().Count());
    }

    [Fact]
    public async Task Timings_are_one_line_of_json_and_the_only_one()
    {
        using var timings = JsonDocument.Parse((await Tune("--timings")).ErrorLine);
        Assert.Equal(["rows", "bytes_read", "load_s", "search_s", "trials_trained", "trials_resumed"], timings.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal((120, 16, 0), (timings.RootElement.GetProperty("rows").GetInt32(), timings.RootElement.GetProperty("trials_trained").GetInt32(), timings.RootElement.GetProperty("trials_resumed").GetInt32()));
    }

    [Fact]
    public async Task A_study_that_is_started_again_trains_nothing_twice_and_says_so()
    {
        string[] study = ["--study", "flowers", "--folder", _folder["studies"]];
        var first = await Tune(study);
        var second = await Tune(study);
        Assert.Equal(first.Out, second.Out);
        Assert.Contains("study 'flowers' resumed: 16 trials finished before, 0 trained now", second.Error, StringComparison.Ordinal);
        var other = await CommandRun.Of([.. Command("--seed", "9"), .. study]);
        Assert.Equal((2, ""), (other.ExitCode, other.Out));
        Assert.Contains("flowers", other.Error, StringComparison.Ordinal);
        var anew = await Tune([.. study, "--seed", "9", "--restart"]);
        Assert.DoesNotContain("resumed", anew.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regression_is_scored_by_r2_and_saved()
    {
        var run = await CommandRun.Of(
            "tune", Flowers.Write(_folder), "--target", "weight", "--task", "regress", "--grid", "max_depth=2,none", "--trees", "5", "--features", "length,width", "--save", _folder["weight.model"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("best: r2 0.9", run.Out, StringComparison.Ordinal);
        Assert.Contains("weight.model", run.Error, StringComparison.Ordinal);
        var model = Forest.Load(_folder["weight.model"]);
        Assert.Equal(("weight", 5), (model.Target, model.Trees.Count));
        Assert.Equal(["length", "width"], model.Features.Select(f => f.Name));
    }

    [Fact]
    public async Task Rows_of_a_group_are_not_parted_and_the_group_is_no_feature()
    {
        string fields = Flowers.Write(_folder, "fields.csv", $"{Flowers.Header},field", (row, i) => $"{row},f{i * i % 11}");
        string[] command = ["tune", fields, "--target", "kind", "--task", "classify", "--grid", "max_depth=3", "--trees", "3", "--output", "json"];
        var run = await CommandRun.Of([.. command, "--groups", "field", "--save", _folder["m"]]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["length", "width", "colour", "weight"], Forest.Load(_folder["m"]).Features.Select(f => f.Name));
        Assert.NotEqual((await CommandRun.Of([.. command, "--features", "length,width,colour,weight"])).Out.Split("mean_fit")[0], run.Out.Split("mean_fit")[0]);
        // The squares modulo 11 are 0, 1, 3, 4, 5 and 9.
        var refused = await CommandRun.Of([.. command, "--groups", "field", "--folds", "7"]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
        Assert.Contains("'field' has 6 groups, fewer than the 7 folds", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_kept_and_columns_added_before_the_search()
    {
        var run = await CommandRun.Of([.. Command(), "--where", "length > 6", "--with", "area=length*width", "--features", "area,colour", "--save", _folder["m"]]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["area", "colour"], Forest.Load(_folder["m"]).Features.Select(f => f.Name));
    }

    [Fact]
    public async Task A_terminal_shows_a_bar_and_the_map()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = CliConsole.Of(output, error, Stream.Null, Terminals.Plain(output, 100), Terminals.Live(error, 120));
        Assert.Equal(0, await GridCommand.RunAsync(Command(), console, TestContext.Current.CancellationToken));
        Assert.Contains("searching", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("searched: 12 candidates in 16 trials", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("best accuracy by", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rare_class_is_a_note_and_the_search_goes_on()
    {
        string table = Flowers.Write(_folder, "rare.csv", change: (row, i) => i < 1 ? "5,2,blue,rare,10" : row);
        foreach (string folds in new[] { "5", "2" })
        {
            var run = await CommandRun.Good("tune", table, "--target", "kind", "--task", "classify", "--grid", "max_depth=2", "--trees", "5", "--folds", folds, "-o", "json");
            Assert.Contains($"note: of 'kind', class 'rare' (1 row) has fewer rows than the {folds} folds: some folds have none of it to test\n", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("null", run.Out[..run.Out.IndexOf("params", StringComparison.Ordinal)], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, "--timings")]
    [InlineData(false, "-o", "csv")]
    [InlineData(true, "--timings")]
    [InlineData(true, "-o", "json")]
    public async Task A_rare_class_is_said_once_and_before_the_search_ends_whatever_else_is_said(bool terminal, params string[] options)
    {
        string table = Flowers.Write(_folder, "rare.csv", change: (row, i) => i < 1 ? "5,2,blue,rare,10" : row);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = CliConsole.Of(output, error, Stream.Null, null, terminal ? Terminals.Live(error, 400) : null);
        string[] command = ["tune", table, "--target", "kind", "--task", "classify", "--grid", "max_depth=2", "--trees", "5", .. options];
        Assert.Equal(0, await GridCommand.RunAsync(command, console, TestContext.Current.CancellationToken));
        string said = error.ToString();
        int note = said.IndexOf("note: of 'kind', class 'rare' (1 row) has fewer rows than the 5 folds", StringComparison.Ordinal);
        Assert.True(note >= 0, said);
        Assert.Equal(note, said.LastIndexOf("note: of 'kind'", StringComparison.Ordinal));
        int end = said.IndexOf(options[0] == "--timings" ? "{\"rows\"" : "searched: ", StringComparison.Ordinal);
        Assert.True(note < end, said);
    }

    [Fact]
    public void Notes_of_a_search_are_said_as_soon_as_they_are_known()
    {
        using var error = new StringWriter();
        var notes = new SearchNotes(CliConsole.Of(TextWriter.Null, error, Stream.Null));
        var progress = new Client.SearchProgress { TrialsDone = 0, Trials = 0, TrialsResumed = 0, CandidatesScored = 0, Candidates = 8, Seconds = 0 };
        notes.Say(progress);
        Assert.Equal("", error.ToString());
        notes.Say(progress with { Trials = 16, Notes = ["one", "two"] });
        notes.Say(progress with { Trials = 16, TrialsDone = 3, Notes = ["one", "two"] });
        Assert.Equal($"note: one{Environment.NewLine}note: two{Environment.NewLine}", error.ToString());
    }

    [Theory]
    [InlineData("r2", 0.9907, 5e-5)]
    [InlineData("rmse", -7.116, 5e-4)]
    public async Task A_skewed_feature_is_scored_as_by_exact_splits(string scoring, double score, double tolerance)
    {
        // scikit-learn 1.2.1: DecisionTreeRegressor, cv=5.
        string[] command = ["tune", Places.Data("skewed.csv"), "--target", "y", "--task", "regress", "--grid", "bootstrap=false; max_depth=none", "--trees", "1", "--folds", "5", "--scoring", scoring, "-o", "json"];
        Assert.Equal(score, Best(await CommandRun.Good(command)), tolerance);
        Assert.Equal(score, Best(await CommandRun.Good([.. command, "--bins", "exact"])), tolerance);
        Assert.InRange(Math.Abs(Best(await CommandRun.Good([.. command, "--bins", "20"])) - score), tolerance, double.PositiveInfinity);

        static double Best(CommandRun run)
        {
            using var json = JsonDocument.Parse(run.Out);
            return json.RootElement.GetProperty("best").GetProperty("score").GetDouble();
        }
    }

    [Fact]
    public async Task Cancelled_is_exit_code_130_and_saves_nothing()
    {
        var run = await CommandRun.Cancellable([.. Command(), "--save", _folder["m"]], new CancellationToken(canceled: true));
        Assert.Equal((130, "", "grid: cancelled"), (run.ExitCode, run.Out, run.ErrorLine));
        Assert.False(File.Exists(_folder["m"]));
    }

    private string[] Command(params string[] more) =>
        ["tune", Flowers.Write(_folder), "--target", "kind", "--task", "classify", "--grid", Grid, "--trees", "7", "--folds", "4", .. more];

    private async Task<CommandRun> Tune(params string[] more)
    {
        var run = await CommandRun.Of(Command(more));
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
