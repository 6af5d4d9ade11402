using System.Globalization;
using Grid.Dashboard.Pages;
using Grid.Dashboard.Tests.Browsers;
using Grid.Learning;

namespace Grid.Dashboard.Tests;

public sealed class StudyPageTests(DashboardCluster cluster)
{
    [Fact]
    public async Task A_study_has_the_table_that_its_search_gives_and_another_stands_beside_it()
    {
        Assert.SkipWhen(cluster.Browser is null, "there is no chromium (apt-get install chromium)");
        var first = await SearchAsync("deep", "max_depth=2,4,none; max_features=1,2");
        var second = await SearchAsync("<b>wide</b>", "max_features=1,2; criterion=gini,entropy");
        await using var page = await cluster.OpenAsync(StudiesPage.Address("deep", null));
        await page.UntilAsync("[data-scored]", "6 of 6 candidates are scored by accuracy on 3 splits");

        Assert.Equal(Rows(first), await RowsAsync("deep"));
        Assert.Contains("max_depth", await page.ChartAsync("[aria-label^='Candidates by']"), StringComparison.Ordinal);
        Assert.Contains("accuracy", await page.ChartAsync("[aria-label^='Scores over']"), StringComparison.Ordinal);
        Assert.Contains("rank", await page.ChartAsync("[aria-label^='Spread']"), StringComparison.Ordinal);
        string map = await page.ChartAsync("[aria-label^='Best score']");
        foreach (var cell in first.CvResults.Candidates.GroupBy(c => string.Join(',', c.Candidate.Settings.Take(2).Select(s => s.Value))))
            Assert.Contains($"{Math.Round(cell.Max(c => c.MeanTestScore), 4)}".TrimStart('0'), map, StringComparison.Ordinal);
        await page.ShowAsync("study");
        await page.Find("[data-study='<b>wide</b>'] td:last-child a").ClickAsync();
        await page.Find("[data-panel='<b>wide</b>'] [data-leaderboard]").WaitForAsync();

        Assert.Equal(Rows(second), await RowsAsync("<b>wide</b>"));
        Assert.Equal(Rows(first), await RowsAsync("deep"));
        await page.ShowAsync("studies");

        async Task<IReadOnlyList<string>> RowsAsync(string study) =>
            await page.Find($"[data-panel='{study}'] [data-leaderboard] tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => [...row.cells].map(cell => cell.innerText).join(' '))");
    }

    [Fact]
    public async Task A_study_fills_its_table_while_it_runs()
    {
        Assert.SkipWhen(cluster.Browser is null, "there is no chromium (apt-get install chromium)");
        await using var page = await cluster.OpenAsync(StudiesPage.Address("live", null));

        var running = SearchAsync("live", "max_features=1,2; max_depth=3,5", trees: 40);
        await page.UntilAsync("[data-study=live]", "live");
        var outcome = await running;

        await page.UntilAsync("[data-scored]", "4 of 4 candidates");
        await page.UntilAsync("[data-study=live]", "done");
        Assert.Contains(outcome.Best.MeanTestScore.ToString("0.0000", CultureInfo.InvariantCulture), await page.TextAsync("[data-study=live]"), StringComparison.Ordinal);
    }

    private async Task<SearchOutcome> SearchAsync(string name, string grid, int trees = 5)
    {
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        return await frame.SearchAsync(
            new ForestSearch { Name = name, Task = LearningTask.Classification, Target = "paid", Features = ["fare", "tip", "vendor"], ParamGrid = grid, NEstimators = trees, Cv = new FoldOptions { Folds = 3 }, Refit = false },
            cancellation: Test.Token);
    }

    private static IEnumerable<string> Rows(SearchOutcome outcome) => outcome.CvResults.Candidates.OrderBy(c => c.RankTestScore).ThenBy(c => c.Candidate.Index)
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.RankTestScore} {c.MeanTestScore:0.0000} {c.StdTestScore:0.0000} {string.Join(' ', c.Candidate.Settings.Select(s => s.Value))}"));
}
