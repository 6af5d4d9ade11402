using System.Text.Json;
using Grid.Learning;

namespace Grid.Cli.Tests;

/// <summary>Searches that score fewer candidates than there are: in rounds, and drawn from ranges.</summary>
public sealed class TuneLessTests : IDisposable
{
    private const string Grid = "max_depth=1,3,none; max_features=1,none; criterion=gini,entropy";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rounds_have_ever_fewer_candidates_and_ever_more_trees()
    {
        string[] search = ["--halving", "3", "--trees", "18", "--seed", "1"];
        using var json = JsonDocument.Parse((await Halve([.. search, "--output", "json", "--save", _folder["m"]])).Out);
        var rows = json.RootElement.GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(["0: 2 trees, 12", "1: 6 trees, 4", "2: 18 trees, 2"], rows.GroupBy(r => (r.GetProperty("iter").GetInt32(), r.GetProperty("n_resources").GetInt32())).Select(g => $"{g.Key.Item1}: {g.Key.Item2} trees, {g.Count()}"));
        // Each round has the best of the one before.
        string[][] byRound = [.. rows.GroupBy(r => r.GetProperty("iter").GetInt32()).Select(g => g.OrderByDescending(r => r.GetProperty("mean_test_score").GetDouble()).Select(r => r.GetProperty("params").GetRawText()).ToArray())];
        Assert.Subset(byRound[1].ToHashSet(), byRound[2].ToHashSet());
        Assert.Equal(byRound[2][0], json.RootElement.GetProperty("best").GetProperty("params").GetRawText());
        Assert.Equal(18, Forest.Load(_folder["m"]).Trees.Count);
        // A round is scored as a search of its own would.
        using var alone = JsonDocument.Parse((await Halve("--trees", "2", "--seed", "1", "--output", "json")).Out);
        Assert.Equal(alone.RootElement.GetProperty("candidates").EnumerateArray().Select(r => r.GetProperty("split_test_scores").GetRawText()), rows.Take(12).Select(r => r.GetProperty("split_test_scores").GetRawText()));
        Assert.StartsWith("iter,n_resources,mean_fit_time", (await Halve([.. search, "--output", "csv"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rounds_that_are_finished_are_not_trained_again()
    {
        string[] search = ["--halving", "4", "--trees", "8", "--study", "h", "--folder", _folder["studies"], "--output", "csv"];
        var first = await Halve(search);
        var again = await Halve(search);
        Assert.Equal(first.Out, again.Out);
        Assert.Contains("0 trained now", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("0 trained now", (await Halve([.. search, "--restart"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rounds_by_rows_have_ever_more_rows_and_all_the_trees()
    {
        string[] search = ["--halving", "5", "--resource", "rows", "--trees", "5", "--seed", "1"];
        using var json = JsonDocument.Parse((await Halve([.. search, "--output", "json", "--save", _folder["m"]])).Out);
        var rows = json.RootElement.GetProperty("candidates").EnumerateArray().ToList();
        // 120 rows, 3 classes and 4 folds: the first round needs 24.
        Assert.Equal(["0: 24 rows, 12", "1: 120 rows, 3"], rows.GroupBy(r => (r.GetProperty("iter").GetInt32(), r.GetProperty("n_resources").GetInt32())).Select(g => $"{g.Key.Item1}: {g.Key.Item2} rows, {g.Count()}"));
        Assert.Equal(5, Forest.Load(_folder["m"]).Trees.Count);
        Assert.Contains(" rows ", (await Halve(search)).Out, StringComparison.Ordinal);
        // The last round has all rows: it is scored as a search without rounds is.
        using var alone = JsonDocument.Parse((await CommandRun.Good(["tune", Flowers.Write(_folder), "--target", "kind", "--task", "classify", "--grid", Grid, "--folds", "4", "--trees", "5", "--seed", "1", "--output", "json"])).Out);
        var known = alone.RootElement.GetProperty("candidates").EnumerateArray().ToDictionary(r => r.GetProperty("params").GetRawText(), r => r.GetProperty("split_test_scores").GetRawText());
        Assert.All(rows.Skip(12), r => Assert.Equal(known[r.GetProperty("params").GetRawText()], r.GetProperty("split_test_scores").GetRawText()));
        string[] named = [.. search, "--study", "r", "--folder", _folder["studies"], "--output", "csv"];
        Assert.Equal((await Halve(named)).Out, (await Halve(named)).Out);
        Assert.DoesNotContain("0 trained now", (await Halve([.. named, "--restart"])).Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> Halve(params string[] options) => CommandRun.Good(["tune", Flowers.Write(_folder), "--target", "kind", "--task", "classify", "--grid", Grid, "--folds", "4", .. options]);

    [Fact]
    public async Task Candidates_are_drawn_from_ranges()
    {
        using var json = JsonDocument.Parse((await CommandRun.Good(
            "tune", Flowers.Write(_folder), "--target", "kind", "--task", "classify", "--grid", "max_depth=1..30; min_samples_leaf=log:1..20; max_features=0.3..1.0; criterion=gini,entropy", "--random", "6", "--trees", "2", "--folds", "2", "--output", "json")).Out);
        var drawn = json.RootElement.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("params")).ToList();
        Assert.Equal(6, drawn.Select(p => p.GetRawText()).Distinct().Count());
        Assert.All(drawn, p => Assert.InRange(p.GetProperty("max_depth").GetInt32(), 1, 30));
        Assert.All(drawn, p => Assert.InRange(p.GetProperty("max_features").GetDouble(), 0.3, 1.0));
    }
}
