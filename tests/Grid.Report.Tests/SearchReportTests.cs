using System.Globalization;
using System.Xml.Linq;
using Grid.Client;
using Grid.Learning;
using Grid.Sources;

namespace Grid.Report.Tests;

public sealed class SearchReportTests
{
    [Fact]
    public async Task The_page_has_what_the_search_found()
    {
        await using var table = await Table.OfAsync(Rows());
        var outcome = await SearchAsync(table, LearningTask.Classification, "kind", "max_depth=1,3; max_features=1,2");

        var body = await PageAsync(table, outcome);

        string[] rows = [.. Of(body, "leaderboard").Descendants("tbody").Single().Elements("tr").Select(row => string.Join(' ', row.Elements("td").Take(5).Select(c => c.Value)))];
        Assert.Equal(
            outcome.CvResults.Candidates.OrderBy(c => c.RankTestScore).Select(c => string.Create(
                CultureInfo.InvariantCulture, $"{c.RankTestScore} {c.MeanTestScore:0.0000} {c.StdTestScore:0.0000} {c.Candidate.Settings[0].Value} {c.Candidate.Settings[1].Value}")),
            rows);
        string map = Of(body, "map").Value;
        Assert.All(outcome.CvResults.Candidates, c => Assert.Contains(c.MeanTestScore.ToString("0.0000", CultureInfo.InvariantCulture), map, StringComparison.Ordinal));
        Assert.Single(map, '*');
        Assert.Equal(2, Of(body, "parameters").Descendants("article").Count());
        Assert.Equal(["max_depth", "max_features"], Across("parameters").Order());
        Assert.Equal(["rank"], Across("spread"));
        Assert.Equal(2 * 4, Of(body, "parameters").Descendants("path").Count());
        Assert.Equal(3 * 4, Of(body, "spread").Descendants("path").Count());
        Assert.Equal(
            outcome.BestForest!.Importances.OrderDescending().Select(i => i.ToString("0.0000", CultureInfo.InvariantCulture)),
            Of(body, "importances").Descendants("tbody").Single().Elements("tr").Select(row => row.Elements("td").Last().Value.Split(' ')[0]));
        Assert.Equal(
            outcome.Test!.Confusion.SelectMany(row => row).Select(count => count.ToString("N0", CultureInfo.InvariantCulture)),
            Of(body, "confusion").Descendants("tbody").Descendants("td").Select(cell => cell.Value));

        IEnumerable<string> Across(string section) => Of(body, section).Descendants("div").Where(e => (string?)e.Attribute("class") == "x name").Select(e => e.Value);
    }

    [Fact]
    public async Task Of_numbers_it_has_the_residuals_and_without_a_test_neither()
    {
        await using var table = await Table.OfAsync(Rows());

        var tested = await SearchAsync(table, LearningTask.Regression, "x", "max_depth=1,3");
        var body = await PageAsync(table, tested);
        Assert.Equal(
            tested.Test!.Residuals!.Quantiles.Select(q => Grid.Query.FigureText.Of(q.Residual)),
            Of(body, "residuals").Descendants("tbody").Descendants("tr").Select(row => row.Elements("td").Last().Value));
        Assert.DoesNotContain(body.Descendants(), e => (string?)e.Attribute("id") is "map" or "confusion");

        var plain = await PageAsync(table, await SearchAsync(table, LearningTask.Classification, "kind", "max_depth=2", test: false));
        Assert.DoesNotContain(plain.Descendants(), e => (string?)e.Attribute("id") is "map" or "test" or "importances" or "parameters");
    }

    [Fact]
    public async Task Names_of_the_data_are_text_and_nothing_is_loaded()
    {
        await using var table = await Table.OfAsync(Rows("<img src=x onerror=hacked()>", "\"<script>hacked()</script>\""));
        var outcome = await SearchAsync(table, LearningTask.Classification, "<script>hacked()</script>", "max_depth=1,3");

        var body = await PageAsync(table, outcome, "<b>study</b>");

        Assert.DoesNotContain(body.Descendants(), e => e.Name.LocalName is "script" or "img" or "b" or "link" or "iframe");
        Assert.Contains("<img src=x onerror=hacked()>", Of(body, "importances").Value, StringComparison.Ordinal);
        Assert.Equal("<b>study</b>", body.Descendants("h1").Single().Value);
    }

    [Fact]
    public async Task It_takes_the_place_of_a_report_and_of_nothing_else()
    {
        await using var table = await Table.OfAsync(Rows());
        var outcome = await SearchAsync(table, LearningTask.Classification, "kind", "max_depth=1", test: false);
        await File.WriteAllTextAsync(table["notes.html"], "<p>mine</p>", TestContext.Current.CancellationToken);

        Assert.True(SearchReport.Write(outcome, "one", table["s.html"]) > 1_000);
        SearchReport.Write(outcome, "two", table["s.html"]);

        Assert.Contains("<title>two</title>", await File.ReadAllTextAsync(table["s.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Throws<OutputException>(() => SearchReport.Write(outcome, "t", table["notes.html"]));
        Assert.Throws<OutputException>(() => SearchReport.CheckPlace(table["notes.html"]));
    }

    private static Task<SearchOutcome> SearchAsync(Table table, LearningTask task, string target, string grid, bool test = true) => table.Frame.SearchAsync(
        new ForestSearch { Task = task, Target = target, ParamGrid = grid, NEstimators = 3, Cv = new FoldOptions { Folds = 3 }, TestSize = test ? 0.25 : null, Refit = test },
        cancellation: TestContext.Current.CancellationToken);

    private static async Task<XElement> PageAsync(Table table, SearchOutcome outcome, string title = "s")
    {
        SearchReport.Write(outcome, title, table["page.html"]);
        string page = await File.ReadAllTextAsync(table["page.html"], TestContext.Current.CancellationToken);
        return XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
    }

    private static XElement Of(XElement body, string id) => body.Descendants().Single(e => (string?)e.Attribute("id") == id);

    private static string Rows(string feature = "y", string target = "kind") =>
        $"x,{feature},{target}\n{string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 7 % 60},{i % 5},{(i * 7 % 60 < 30 ? "low" : i % 5 < 2 ? "<mid>" : "high")}\n"))}";
}
