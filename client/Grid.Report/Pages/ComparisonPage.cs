namespace Grid.Report;

/// <summary>The page of two tables beside each other, column by column.</summary>
internal static class ComparisonPage
{
    public static string Of(TableFacts left, TableFacts right)
    {
        string[] names = [.. left.Columns.Select(c => c.Name), .. right.Columns.Select(c => c.Name).Except(left.Columns.Select(c => c.Name), StringComparer.Ordinal)];
        return PageFrame.Of($"{left.Title} and {right.Title}", Markup.Of(
            $"""
            <h1>{Markup.Data(left.Title)} and {Markup.Data(right.Title)}</h1>
            <div class="pair">{Table(left)}{Table(right)}</div>
            <section id="differences"><h2>Differences</h2>{Differences(left, right)}</section>
            <section class="cards">{names.Select((name, i) => Card(name, ReportPage.Id(i), left, right))}</section>
            """));
    }

    private static Markup Table(TableFacts table) => Markup.Of($"<section><h2>{Markup.Data(table.Title)}</h2>{ReportPage.Overview(table)}</section>");

    private static Markup Differences(TableFacts left, TableFacts right)
    {
        var found = TableDifferences.Find(left, right);
        return found.Count == 0 ? Markup.Of($"<p>None.</p>")
            : Markup.Of($"""<ul class="marks">{found.Select(w => Markup.Of($"<li><b>{w.Kind}</b> {Markup.Data(w.Column ?? "")} {w.Text}</li>"))}</ul>""");
    }

    private static Markup Card(string name, string id, TableFacts left, TableFacts right) => Markup.Of(
        $"""<article id="{id}"><h3>{Markup.Data(name)}</h3><div class="pair">{Side(name, left)}{Side(name, right)}</div></article>""");

    private static Markup Side(string name, TableFacts table) => table.Columns.FirstOrDefault(c => c.Name == name) is { } column
        ? Markup.Of($"""<div><h4>{Markup.Data(table.Title)} <small>{column.Summary.Type.ToString()}</small></h4>{ColumnCard.Body(column)}</div>""")
        : Markup.Of($"""<div><h4>{Markup.Data(table.Title)}</h4><p>There is no such column.</p></div>""");
}
