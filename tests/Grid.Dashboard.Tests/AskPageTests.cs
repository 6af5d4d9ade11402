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

    [Fact]
    public async Task Fields_write_the_line_that_is_asked_and_what_partitions_know_is_told()
    {
        await using var page = await cluster.OpenAsync("ask");
        await page.Find("#of option[value=trips]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });

        await page.Find("#kind").SelectOptionAsync("groupby");
        await page.Find("#of").SelectOptionAsync("trips");
        await page.Find("[data-field=by]").FocusAsync();
        await page.Button("#columns", "vendor").ClickAsync();
        await page.Find("[data-field=agg]").FillAsync("count(), sum(fare * 21) as s");
        await page.Find("[data-field=where]").FillAsync("paid == 'card'");
        await Microsoft.Playwright.Assertions.Expect(page.Find("#line")).ToHaveValueAsync("groupby trips --by vendor --agg 'count(), sum(fare * 21) as s' --where 'paid == '\\''card'\\'''");
        await page.Find("#ask").ClickAsync();
        await page.UntilAsync("#took", "in 1 scan over 1 partition");

        var answer = await (await cluster.Grid.OpenDatasetAsync("trips", Test.Token)).Filter("paid == 'card'").GroupBy("vendor").AggregateAsync(["count()", "sum(fare * 21) as s"], Test.Token);
        var table = answer.ToTable();
        Assert.Equal(table.Rows.Select(row => Text(table, row)), await RowsAsync(page));
        await page.FitsAsync("ask-fields");
        await page.NarrowAsync();
        await page.FitsAsync("ask-fields-390");
        // How large groups may be is part of a scan, and hangs on whether the silo that merges them has the partition: it is to know the scans of all silos.
        for (int ask = 0; ask < 8; ask++)
            await (await cluster.Grid.OpenDatasetAsync("trips", Test.Token)).Filter("paid == 'card'").GroupBy("vendor").AggregateAsync(["count()", "sum(fare * 21) as s"], Test.Token);
        await page.Find("#ask").ClickAsync();
        await page.UntilAsync("#took", "the scan read 0: 1 told from what they know of an earlier scan");

        await page.Find("#line").FillAsync("head trips --rows 3");
        await Microsoft.Playwright.Assertions.Expect(page.Find("#kind")).ToHaveValueAsync("head");
        await Microsoft.Playwright.Assertions.Expect(page.Find("[data-field=rows]")).ToHaveValueAsync("3");
    }

    // What they would write over is more than they have.
    [Fact]
    public async Task Fields_rest_while_the_line_has_what_they_have_not()
    {
        await using var page = await cluster.OpenAsync("ask");
        const string line = "groupby trips --by vendor --agg 'count()' --limit";
        await page.Find("#line").FillAsync("groupby trips --by vendor --agg 'count()'");
        await Microsoft.Playwright.Assertions.Expect(page.Find("[data-field=by]")).ToHaveValueAsync("vendor");
        await Microsoft.Playwright.Assertions.Expect(page.Find("[data-field=by]")).ToBeEnabledAsync();
        await page.Button("#columns", "vendor").WaitForAsync();

        await page.Find("#line").FillAsync(line);
        await Microsoft.Playwright.Assertions.Expect(page.Find("[data-field=by]")).ToBeDisabledAsync();
        await Microsoft.Playwright.Assertions.Expect(page.Find("#kind")).ToBeDisabledAsync();
        await Microsoft.Playwright.Assertions.Expect(page.Find("#columns")).ToHaveCountAsync(0);
        await page.UntilAsync("#fields legend", "The line has what these fields have not");
        await page.FitsAsync("ask-fields-rest");
        await Microsoft.Playwright.Assertions.Expect(page.Find("#line")).ToHaveValueAsync(line);

        await page.Find("#line").FillAsync("");
        await Microsoft.Playwright.Assertions.Expect(page.Find("[data-field=by]")).ToBeEnabledAsync();
        await page.UntilAsync("#fields legend", "Or the same as fields");
    }

    // Each key is a message to the silo: what is typed faster than it answers stays as it was typed.
    [Fact]
    public async Task The_fields_are_filled_and_asked_by_the_keyboard_alone()
    {
        await using var page = await cluster.OpenAsync("ask");
        var keyboard = page.Page.Keyboard;
        await page.Find("#of option[value=trips]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });

        await TabToAsync("#kind");
        await keyboard.TypeAsync("g");
        await page.Find("[data-field=by]").WaitForAsync();
        await keyboard.PressAsync("Tab");
        Assert.True(await IsAtAsync("#of"));
        await keyboard.TypeAsync("t");
        await page.Button("#columns", "vendor").WaitForAsync();
        foreach (string field in new[] { "by", "agg", "having", "order", "limit", "where", "with" })
        {
            await keyboard.PressAsync("Tab");
            Assert.True(await IsAtAsync($"[data-field={field}]"), field);
            await keyboard.TypeAsync(field switch { "agg" => "count(), sum(fare * 23) as s", "where" => "paid == 'card'", _ => "" });
        }
        await keyboard.PressAsync("Tab");
        Assert.True(await IsAtAsync("#into"));
        await Microsoft.Playwright.Assertions.Expect(page.Find("#into")).ToHaveValueAsync("--where");
        await keyboard.TypeAsync("b");
        await Microsoft.Playwright.Assertions.Expect(page.Find("#into")).ToHaveValueAsync("--by");
        await TabToAsync("#columns button:nth-child(2)");
        await keyboard.PressAsync("Enter");
        await Microsoft.Playwright.Assertions.Expect(page.Find("#line")).ToHaveValueAsync("groupby trips --by vendor --agg 'count(), sum(fare * 23) as s' --where 'paid == '\\''card'\\'''");
        await TabToAsync("[data-field=agg]", "Shift+Tab");
        await keyboard.PressAsync("Enter");

        await page.UntilAsync("#command", "sum(fare * 23) as s");
        var answer = await (await cluster.Grid.OpenDatasetAsync("trips", Test.Token)).Filter("paid == 'card'").GroupBy("vendor").AggregateAsync(["count()", "sum(fare * 23) as s"], Test.Token);
        var table = answer.ToTable();
        Assert.Equal(table.Rows.Select(row => Text(table, row)), await RowsAsync(page));

        async Task TabToAsync(string selector, string key = "Tab")
        {
            for (int i = 0; i < 40; i++)
            {
                await keyboard.PressAsync(key);
                if (await IsAtAsync(selector))
                    return;
            }
            Assert.Fail($"no {key} leads to {selector}");
        }

        // Whoever is there sees it.
        Task<bool> IsAtAsync(string selector) => page.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector) && getComputedStyle(document.activeElement).outlineStyle !== 'none'", selector);
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
