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
        var first = await SearchAsync("deep", "max_depth=2,4,none; max_features=1,2", test: 0.25);
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
        Assert.Equal(Effects(first), await CellsAsync("[data-panel='deep'] [data-effects]"));
        await page.Find("[data-panel='deep'] [data-judge]").ClickAsync();
        await page.UntilAsync("[data-panel='deep'] [data-held-out]", $"On {first.Test!.Rows:N0} rows that were held out: accuracy {first.Test.Scores[0].Value.ToString("0.0000", CultureInfo.InvariantCulture)}");
        var forest = first.BestForest!;
        Assert.Equal(
            forest.Features.Zip(forest.Importances, forest.ImportanceDeviations!).OrderByDescending(f => f.Second).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.First.Name}  {f.Second:0.0000} ± {f.Third:0.0000}")),
            await CellsAsync("[data-panel='deep'] #importances"));
        Assert.Equal(first.Test.Classes.Zip(first.Test.Confusion, (name, counts) => $"{name} {string.Join(' ', counts)}"), await CellsAsync("[data-panel='deep'] [data-confusion]"));
        await page.FitsAsync("study");
        await page.Find("[data-study='<b>wide</b>'] td:last-child a").ClickAsync();
        await page.Find("[data-panel='<b>wide</b>'] [data-leaderboard]").WaitForAsync();

        Assert.Equal(Rows(second), await RowsAsync("<b>wide</b>"));
        Assert.Equal(Rows(first), await RowsAsync("deep"));
        await page.Find("[data-panel='<b>wide</b>'] [data-judge]").ClickAsync();
        await page.UntilAsync("[data-panel='<b>wide</b>'] [data-best]", "grew no model");
        await page.FitsAsync("studies");
        await page.NarrowAsync();
        await page.FitsAsync("studies-390");

        Task<IReadOnlyList<string>> RowsAsync(string study) => CellsAsync($"[data-panel='{study}'] [data-leaderboard]");

        async Task<IReadOnlyList<string>> CellsAsync(string table) =>
            await page.Find($"{table} tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()).join(' '))");
    }

    [Fact]
    public async Task A_study_a_load_and_a_question_that_are_under_way_fill_every_page()
    {
        Assert.SkipWhen(cluster.Browser is null, "there is no chromium (apt-get install chromium)");
        await using var page = await cluster.OpenAsync(StudiesPage.Address("live", null));
        await using var datasets = await cluster.OpenAsync("datasets");
        await using var work = await cluster.OpenAsync("work");
        await using var ask = await cluster.OpenAsync("ask");
        await using var silos = await cluster.OpenAsync();
        Assert.Equal("orleans/", await silos.Find("nav >> text=Orleans").GetAttributeAsync("href"));
        string more = Trips.Write(cluster.Cluster.Folder, "more.csv", 3_000, seed: 3);

        var running = SearchAsync("live", "max_features=1,2; max_depth=3,5", trees: 40);
        await page.UntilAsync("[data-study=live]", "live");
        var table = await cluster.Grid.LoadCsvAsync("more", [more], cancellation: Test.Token);
        try
        {
            var loading = table.PersistAsync(cancellation: Test.Token);
            await using var dataset = await cluster.OpenAsync(DatasetPage.Address("more"));
            await using var orleans = await cluster.OpenAsync("orleans/");
            await ask.Find("#line").FillAsync("aggregate trips --agg 'count()'");
            await ask.Find("#ask").ClickAsync();
            await datasets.UntilAsync("[data-dataset=more]", "ready");
            await datasets.UntilAsync("[data-dataset=more]", "3,000");
            await dataset.UntilAsync("[data-figure=rows]", "3,000");
            await dataset.UntilAsync("#schema", "distance");
            await silos.UntilAsync("[data-figure=datasets]", "3");
            await ask.UntilAsync("#answer", "4,000");
            await work.Find("#stream rect[data-kind=load]").First.WaitForAsync();
            await work.Find("#stream rect[data-kind=trial]").First.WaitForAsync();
            await Microsoft.Playwright.Assertions.Expect(orleans.Find("body")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"Active Silos\s*3", System.Text.RegularExpressions.RegexOptions.IgnoreCase), new() { Timeout = 20_000 });
            await loading;
        }
        finally
        {
            await cluster.Grid.DropDatasetAsync("more", Test.Token);
        }
        var outcome = await running;

        await page.UntilAsync("[data-scored]", "4 of 4 candidates");
        await page.UntilAsync("[data-study=live]", "done");
        Assert.Contains(outcome.Best.MeanTestScore.ToString("0.0000", CultureInfo.InvariantCulture), await page.TextAsync("[data-study=live]"), StringComparison.Ordinal);
    }

    private async Task<SearchOutcome> SearchAsync(string name, string grid, int trees = 5, double? test = null)
    {
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        return await frame.SearchAsync(
            new ForestSearch { Name = name, Task = LearningTask.Classification, Target = "paid", Features = ["fare", "tip", "vendor"], ParamGrid = grid, NEstimators = trees, Cv = new FoldOptions { Folds = 3 }, Refit = false, TestSize = test },
            cancellation: Test.Token);
    }

    // Of each parameter the variance between the means of its values, as a share of all variance.
    private static IEnumerable<string> Effects(SearchOutcome outcome)
    {
        var scored = outcome.CvResults.Candidates;
        double all = scored.Average(c => c.MeanTestScore * c.MeanTestScore) - Math.Pow(scored.Average(c => c.MeanTestScore), 2);
        return scored.SelectMany(c => c.Candidate.Settings.Select(s => (s.Key, Value: $"{s.Value}", c.MeanTestScore))).GroupBy(s => s.Key)
            .Select(p => (p.Key, Share: (p.GroupBy(s => s.Value).Sum(v => Math.Pow(v.Average(s => s.MeanTestScore), 2) * v.Count() / p.Count()) - Math.Pow(p.Average(s => s.MeanTestScore), 2)) / all))
            .OrderByDescending(p => p.Share).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}  {100 * p.Share:0.0} %"));
    }

    private static IEnumerable<string> Rows(SearchOutcome outcome) => outcome.CvResults.Candidates.OrderBy(c => c.RankTestScore).ThenBy(c => c.Candidate.Index)
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.RankTestScore} {c.MeanTestScore:0.0000} {c.StdTestScore:0.0000} {string.Join(' ', c.Candidate.Settings.Select(s => s.Value))}"));
}
