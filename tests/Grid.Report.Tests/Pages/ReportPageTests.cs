using System.Globalization;
using System.Xml.Linq;

namespace Grid.Report.Tests.Pages;

public sealed class ReportPageTests
{
    [Fact]
    public async Task The_page_is_well_formed_loads_nothing_and_its_links_lead_within()
    {
        await using var table = await Table.OfAsync(Rows());

        string page = await table.PageAsync();

        var body = Body(page);
        Assert.DoesNotContain(body.Descendants(), e => e.Name.LocalName is "script" or "img" or "link" or "iframe" or "object");
        Assert.DoesNotContain(body.Descendants().Attributes(), a => a.Name.LocalName is "src" or "srcset" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        var ids = body.Descendants().Attributes("id").Select(a => a.Value).ToHashSet();
        var links = body.Descendants().Attributes("href").Select(a => a.Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(link[0] == '#' && ids.Contains(link[1..]), link));
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_answers()
    {
        await using var table = await Table.OfAsync(Rows());
        var describe = await table.Frame.DescribeAsync(cancellation: TestContext.Current.CancellationToken);

        var body = Body(await table.PageAsync());

        foreach (var (summary, i) in describe.Columns.Select((c, i) => (c, i)))
        {
            var figures = body.Descendants("article").Single(a => a.Attribute("id")!.Value == $"c{i}").Descendants("div").Where(d => d.Element("dt") is not null)
                .ToDictionary(d => d.Element("dt")!.Value, d => d.Element("dd")!.Value);
            Assert.Equal(summary.Count.ToString("N0", CultureInfo.InvariantCulture), figures["values"]);
            if (!summary.Mean.IsNull)
                Assert.Equal(Grid.Query.FigureText.Of(summary.Mean, isFigure: true), figures["mean"]);
            if (summary.Percentiles.FirstOrDefault(p => p.Share == 0.5) is { Value.IsNull: false } median)
                Assert.Equal(Grid.Query.FigureText.Of(median.Value, isFigure: true), figures["median"]);
        }
    }

    [Fact]
    public async Task A_bar_of_a_histogram_is_as_high_as_its_count()
    {
        await using var table = await Table.OfAsync(Rows());
        var histogram = await table.Frame.HistogramAsync("x", 24, TestContext.Current.CancellationToken);

        var bars = Body(await table.PageAsync()).Descendants("article").First().Descendants("rect").ToList();

        Assert.Equal(24, bars.Count);
        long most = histogram.Counts.Max();
        foreach (var (bar, count) in bars.Zip(histogram.Counts))
        {
            Assert.Equal(count == 0 ? 0 : Math.Max(1, 120.0 * count / most), double.Parse(bar.Attribute("height")!.Value, CultureInfo.InvariantCulture), 0.006);
            Assert.EndsWith($": {count.ToString("N0", CultureInfo.InvariantCulture)} rows", bar.Element("title")!.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_drawing_names_its_axes()
    {
        await using var table = await Table.OfAsync(Rows());

        var drawings = Body(await table.PageAsync()).Descendants("figure").ToList();

        Assert.Equal(["x", "y", "when"], drawings.Select(d => d.Elements("div").Single(e => (string?)e.Attribute("class") == "x name").Value));
        Assert.All(drawings, d => Assert.Equal("rows", d.Descendants("div").Single(e => (string?)e.Attribute("class") == "y").Elements("span").ElementAt(1).Value));
    }

    [Fact]
    public async Task Names_and_values_of_the_data_are_text()
    {
        const string attack = "<img src=x onerror=alert(1)>";
        await using var table = await Table.OfAsync($"\"{attack}\",\"</style><script>\"\n\"{attack}\",'\n\"\"\"><svg onload=x>\",\u202eabc\n");

        string page = await table.PageAsync(title: "</title><script>alert(2)</script>");

        var body = Body(page);
        Assert.DoesNotContain(body.Descendants(), e => e.Name.LocalName is "script" or "img");
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(attack, body.Descendants("h3").Select(h => h.Element("bdi")?.Value));
    }

    [Fact]
    public async Task Two_tables_stand_beside_each_other_with_what_differs()
    {
        await using var left = await Table.OfAsync("a,b,only\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{i % 5},x\n")));
        await using var right = await Table.OfAsync("a,b,more\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i + 40},{(i % 5 == 0 ? "" : i % 5)},y\n")));
        TableFacts first = await left.FactsAsync("left"), second = await right.FactsAsync("right");

        var differences = TableDifferences.Find(first, second).Select(d => (d.Column, d.Kind)).ToList();
        var body = Body(ComparisonPage.Of(first, second));

        Assert.Equal([("only", "gone"), ("more", "new"), ("a", "mean"), ("b", "missing"), ("b", "mean")], differences);
        Assert.Equal(["a", "b", "only", "more"], body.Descendants("article").Select(a => a.Element("h3")!.Value));
        Assert.Empty(TableDifferences.Find(first, first));
    }

    private static string Rows() => "x,y,word,when\n" + string.Concat(Enumerable.Range(0, 400).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{i * 7919 % 1009},{(i % 9 == 0 ? "" : (i * 0.37).ToString("0.00", CultureInfo.InvariantCulture))},w{i % 5},2020-01-{1 + i % 28:00}T{i % 24:00}:00:00\n")));

    // What a browser builds of it: the page closes whatever it opens, but for what stands alone.
    private static XElement Body(string page) => XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..(page.IndexOf("</body>", StringComparison.Ordinal) + 7)]);
}
