using Grid.Dashboard.Tests.Browsers;

namespace Grid.Dashboard.Tests;

public sealed class AskPageTests(DashboardCluster cluster)
{
    [Fact]
    public async Task Answers_are_those_of_the_grid_and_are_sorted_by_a_click()
    {
        await using var page = await cluster.OpenAsync("ask");
        var frame = (await cluster.Grid.OpenDatasetAsync("trips", Test.Token)).WithColumn("share", "tip/fare");
        var answer = await frame.GroupBy("vendor", "paid").Having("m > 0").AggregateAsync(["count()", "mean(share) as m"], Test.Token);

        await AskAsync(page, "groupby trips --by vendor,paid --agg 'count(),mean(share) as m' --having 'm > 0' --with 'share=tip/fare'");

        var table = answer.ToTable();
        Assert.Equal(table.Rows.Select(row => Text(table, row)), await RowsAsync(page));
        Assert.Contains($"{answer.Groups.Count} groups", await page.TextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("scan", await page.TextAsync("#took"), StringComparison.Ordinal);
        Assert.Contains("vendor, paid", await page.ChartAsync("#answer-chart"), StringComparison.Ordinal);
        Assert.Equal($"grid groupby trips --by vendor,paid --agg 'count(),mean(share) as m' --having 'm > 0' --with share=tip/fare --cluster {cluster.Cluster.Shared}", await page.TextAsync("#command"));
        await page.ShowAsync("ask");

        await page.Button("#answer", "m").ClickAsync();
        await page.UntilAsync("#answer th[aria-sort=ascending]", "m");
        Assert.Equal(table.Rows.OrderBy(row => row[3].AsDouble).Select(row => Text(table, row)), await RowsAsync(page));
        await page.Button("#answer", "m ▲").ClickAsync();
        await page.UntilAsync("#answer th[aria-sort=descending]", "m");
        Assert.Equal(table.Rows.OrderByDescending(row => row[3].AsDouble).Select(row => Text(table, row)), await RowsAsync(page));
    }

    [Fact]
    public async Task Every_kind_of_question_is_answered_and_what_is_wrong_is_told()
    {
        await using var page = await cluster.OpenAsync("ask");
        foreach (string line in new[]
        {
            "describe trips", "aggregate trips --agg 'median(fare)'", "missing trips", "corr trips", "counts trips --column paid", "nunique trips --columns paid,vendor", "histogram trips --column fare --bins 5",
            "head trips --rows 2 --order 'fare desc' --by vendor --columns id,fare",
        })
        {
            await AskAsync(page, line);
            var asked = AskLine.Read(line);
            var table = (await (await cluster.Grid.OpenDatasetAsync("trips", Test.Token)).AskAsync(asked.Question, cancellation: Test.Token)).ToTable();
            Assert.Equal(table.Rows.Select(row => Text(table, row)), await RowsAsync(page));
        }

        await AskAsync(page, "describe trips --columns nothing", "[class*=mud-alert]");
        await page.UntilAsync("main", "nothing");
        await AskAsync(page, "describe nothing", "[class*=mud-alert]");
        await page.UntilAsync("main", "there is no dataset 'nothing'");
        await AskAsync(page, "describe <img src=x onerror=hacked=1>", "#fault");
        await page.UntilAsync("#fault", "'src=x' stands alone");
        Assert.Equal("undefined", await page.Page.EvaluateAsync<string>("typeof hacked"));
    }

    // The code that AskLineTests expects, word by word.
    [Fact]
    public async Task The_code_that_is_shown_asks_the_same()
    {
        Assert.SkipWhen(cluster.Browser is null, "there is no cluster without a browser");
        var grid = cluster.Grid;
#pragma warning disable xUnit1051 // as it is shown, without a token
        {
            var frame = (await grid.OpenDatasetAsync("trips")).Filter("paid == 'card'");
            var answer = await frame.DescribeAsync(["fare", "tip"], percentiles: [0.5, 1]);
            await SameAsync("describe trips --columns fare,tip --percentiles 0.5,1 --where \"paid == 'card'\"", answer);
        }
        {
            var frame = (await grid.OpenDatasetAsync("trips")).WithColumn("share", "tip/fare");
            var answer = await frame.GroupBy("vendor").Having("m > 0").Sort("m desc").Limit(2).AggregateAsync("count()", "mean(share) as m");
            await SameAsync("groupby trips --by vendor --agg 'count(),mean(share) as m' --having 'm > 0' --order 'm desc' --limit 2 --with 'share=tip/fare'", answer);
        }
        {
            var frame = (await grid.OpenDatasetAsync("trips"));
            var answer = await frame.AskAsync(new HeadQuestion(2, ["id", "fare"]) { Order = ["fare desc"], By = ["vendor"] });
            await SameAsync("head trips --rows 2 --order 'fare desc' --by vendor --columns id,fare", answer);
        }
#pragma warning restore xUnit1051
    }

    private async Task SameAsync(string line, Answer answer)
    {
        var result = await AskResult.AskAsync(cluster.Grid, AskLine.Read(line), _ => { }, Test.Token);
        Assert.Equal(answer.ToString(), result.Answer.ToString());
    }

    private static async Task AskAsync(OpenPage page, string line, string shows = "#took")
    {
        await page.Find("#line").FillAsync(line);
        await page.Find("#ask").ClickAsync();
        if (shows == "#took")
            await page.UntilAsync("#command", $"grid {string.Join(' ', AskLine.Read(line).Words.Select(AskWords.Quoted))}");
        else
            await page.Find(shows).First.WaitForAsync();
    }

    private static string Text(AnswerTable table, IReadOnlyList<Scalar> row) => string.Join('\t', row.Select((v, i) => FigureText.Of(v, table.Columns[i].IsFigure)));

    private static async Task<IReadOnlyList<string>> RowsAsync(OpenPage page) => await page.Find("#answer tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => [...row.cells].map(cell => cell.innerText).join('\\t'))");
}
