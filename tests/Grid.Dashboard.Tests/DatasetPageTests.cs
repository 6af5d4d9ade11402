using Grid.Dashboard.Pages;
using Grid.Dashboard.Tests.Browsers;

namespace Grid.Dashboard.Tests;

public sealed class DatasetPageTests(DashboardCluster cluster)
{
    [Fact]
    public async Task The_list_has_rows_partitions_and_bytes_of_the_status()
    {
        await using var page = await cluster.OpenAsync("datasets");
        await page.UntilAsync("[data-dataset=trips]", "ready");
        var trips = (await cluster.Grid.DatasetsAsync(Test.Token)).Single(d => d.Name == "trips");

        string row = await page.TextAsync("[data-dataset=trips]");

        Assert.Contains($"{trips.Load.Rows:N0}\t{trips.Load.PartitionsReady} of {trips.Load.Partitions}", row, StringComparison.Ordinal);
        await page.ShowAsync("datasets");
    }

    [Fact]
    public async Task A_column_has_the_figures_that_the_grid_answers()
    {
        await using var page = await cluster.OpenAsync(DatasetPage.Address("trips"));
        await page.UntilAsync("#schema", "distance");
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        foreach (string name in new[] { "distance", "tip", "at", "paid", "vendor" })
        {
            var column = (await frame.DescribeAsync([name], [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99], Test.Token)).Columns[0];
            await page.Button("#schema", name).ClickAsync();
            await page.UntilAsync("#column-card strong", name);

            Assert.Equal($"{column.Count:N0}", await page.TextAsync("[data-fact=count]"));
            Assert.StartsWith($"{column.Nulls:N0}", await page.TextAsync("[data-fact=nulls]"), StringComparison.Ordinal);
            Assert.Equal(FigureText.Of(column.Min, isFigure: true), await page.TextAsync("[data-fact=min]"));
            Assert.Equal(FigureText.Of(column.Max, isFigure: true), await page.TextAsync("[data-fact=max]"));
            foreach (var percentile in column.Percentiles)
                Assert.Equal(FigureText.Of(percentile.Value, isFigure: true), await page.TextAsync($"[data-fact='{100 * percentile.Share:0.#}%']"));
            Assert.NotEqual(0, await page.Find("#column-card svg").CountAsync());
        }
        var counts = await frame.ValueCountsAsync("paid", cancellation: Test.Token);
        await page.Button("#schema", "paid").ClickAsync();
        await page.UntilAsync("#distinct", $"{counts.Counts.Count} of {counts.Distinct} distinct");
        foreach (var value in counts.Counts)
            Assert.Contains(value.Value.AsText!, await page.ChartAsync("#column-card"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_and_correlations_come_when_they_are_asked_for()
    {
        await using var page = await cluster.OpenAsync(DatasetPage.Address("trips"));
        await page.UntilAsync("#schema", "distance");
        Assert.Equal(0, await page.Find("#rows").CountAsync());
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        var head = await frame.HeadAsync(cancellation: Test.Token);
        var correlations = await frame.CorrelationAsync(cancellation: Test.Token);

        await page.Find("#show-rows").ClickAsync();
        await page.Find("#rows tbody tr").Nth(head.Rows.Count - 1).WaitForAsync();
        string first = await page.TextAsync("#rows tbody tr");
        await page.Find("#show-correlations").ClickAsync();
        await page.Find("#pair-left").WaitForAsync();
        string map = await page.ChartAsync("[aria-label^='Correlations']");
        await page.Find("#pair-left").SelectOptionAsync("distance");
        await page.Find("#pair-right").SelectOptionAsync("tip");
        await page.Find("#show-pair").ClickAsync();

        await page.UntilAsync("#sampled", "of 1,000 sampled rows have both");
        Assert.Equal(head.Rows[0].Select(v => FigureText.Of(v, isFigure: false)), first.Split('\t', StringSplitOptions.TrimEntries));
        Assert.All(correlations.Columns, name => Assert.Contains(name, map, StringComparison.Ordinal));
        Assert.Contains($"{Math.Round(correlations.R[1][2], 2)}".TrimStart('0'), map, StringComparison.Ordinal);
        Assert.Contains("distance", await page.ChartAsync("[aria-label^='Scatter']"), StringComparison.Ordinal);
        await page.Button("#schema", "distance").ClickAsync();
        await page.ChartAsync("#column-card");
        await page.FitsAsync("dataset");
        await page.NarrowAsync();
        await page.FitsAsync("dataset-390");
    }

    [Fact]
    public async Task Names_and_values_are_shown_as_text_whatever_is_in_them()
    {
        await using var page = await cluster.OpenAsync("datasets");
        await page.Find("#dataset-table a").First.ClickAsync();
        await page.UntilAsync("h1", "<img src=x onerror=hacked=1>");
        await page.UntilAsync("#schema", "<script>hacked=1</script>");
        await page.Find("#show-rows").ClickAsync();
        await page.UntilAsync("#rows", "<img src=x onerror=hacked=1>");
        await page.UntilAsync("#rows", "&lt;i&gt;");
        foreach (int column in new[] { 0, 1, 2 })
        {
            await page.Find("#schema button").Nth(column).ClickAsync();
            await page.UntilAsync("#column-card strong", await page.Find("#schema button").Nth(column).InnerTextAsync());
            await page.Find("#column-card svg").First.WaitForAsync();
            await page.Find("#column-card svg").First.HoverAsync();
        }

        Assert.Equal("undefined", await page.Page.EvaluateAsync<string>("typeof hacked"));
        Assert.DoesNotContain('\u202e', await page.TextAsync("main"));
        Assert.Equal(0, await page.Find("main img, main b, main script").CountAsync());
        await page.FitsAsync("hostile");
    }

    [Fact]
    public async Task A_dataset_that_is_not_there_is_told_with_those_that_are()
    {
        await using var page = await cluster.OpenAsync(DatasetPage.Address("nothing"));

        await page.UntilAsync("main", "there is no dataset 'nothing' in the cluster; it has");
    }
}
