using System.Globalization;
using Grid.Columns;

namespace Grid.Report;

/// <summary>The page of a table: what it is, warnings first, then each column, how they go together, and some rows. It asks nothing of any host.</summary>
internal static class ReportPage
{
    public static string Of(TableFacts table) => PageFrame.Of(table.Title, Markup.Of(
        $"""
        <h1>{Markup.Data(table.Title)}</h1>
        {Overview(table)}
        <section id="warnings"><h2>Warnings</h2>{Warnings(table)}</section>
        <section id="columns"><h2>Columns</h2>{Index(table)}</section>
        <section class="cards">{table.Columns.Select((c, i) => ColumnCard.Of(c, Id(i), [.. table.Warnings.Where(w => w.Column == c.Name)]))}</section>
        {(table.Correlation is { } correlation ? Markup.Of($"""<section id="correlations"><h2>Correlations</h2>{CorrelationMap.Of(correlation)}</section>""") : Markup.None)}
        <section id="rows"><h2>Rows</h2><h3>The first</h3>{RowTable.Of(table.First)}<h3>Drawn at random</h3>{RowTable.Of(table.Drawn)}</section>
        """));

    /// <summary>What the table is as a whole.</summary>
    public static Markup Overview(TableFacts table)
    {
        long cells = table.Rows * table.Columns.Count;
        return Markup.Of(
            $"""
            <dl class="overview">{Fact("rows", table.Rows.ToString("N0", CultureInfo.InvariantCulture))}{Fact("columns", table.Columns.Count.ToString("N0", CultureInfo.InvariantCulture))}
            {Fact("missing cells", string.Create(CultureInfo.InvariantCulture, $"{table.MissingCells:N0} ({WarningFinder.Share(table.MissingCells, cells)})"))}
            {Fact("repeated rows", table.Repeated is { } repeated ? repeated.Copies.ToString("N0", CultureInfo.InvariantCulture) : "not looked for")}
            {Fact("files", string.Create(CultureInfo.InvariantCulture, $"{table.Files:N0}, {ByteSize.Of(table.SourceBytes)}"))}{Fact("in memory", ByteSize.Of(table.HeldBytes))}</dl>
            """);
    }

    public static string Id(int column) => string.Create(CultureInfo.InvariantCulture, $"c{column}");

    private static Markup Fact(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Markup Warnings(TableFacts table)
    {
        if (table.Warnings.Count + table.Notes.Count == 0)
            return Markup.Of($"<p>None.</p>");
        var ids = table.Columns.Select((c, i) => (c.Name, Id: Id(i))).ToDictionary(c => c.Name, c => c.Id, StringComparer.Ordinal);
        var warnings = table.Warnings.Select(w => Markup.Of($"<li><b>{w.Kind}</b> {(w.Column is { } name ? Markup.Of($"""<a href="#{ids[name]}">{Markup.Data(name)}</a> """) : Markup.None)}{w.Text}</li>"));
        var notes = table.Notes.Select(note => Markup.Of($"<li><b>read</b> {Markup.Data(note)}</li>"));
        return Markup.Of($"""<ul class="marks">{warnings}{notes}</ul>""");
    }

    private static Markup Index(TableFacts table)
    {
        var rows = table.Columns.Select((c, i) => Markup.Of(
            $"""
            <tr><td><a href="#{Id(i)}">{Markup.Data(c.Name)}</a></td><td>{c.Summary.Type.ToString()}</td>
            <td class="b">{(c.Missing == 0 ? Markup.None : Markup.Of($"""<span style="width:{Missing(c)}%"></span>"""))}</td><td class="n">{WarningFinder.Share(c.Missing, c.Rows)}</td><td class="n">{c.Distinct:N0}</td></tr>
            """));
        return Markup.Of($"""<div class="wide"><table class="bars index"><thead><tr><th>column</th><th>type</th><th colspan="2">missing</th><th class="n">different values</th></tr></thead><tbody>{rows}</tbody></table></div>""");
    }

    private static string Missing(ColumnFacts column) => (100.0 * column.Missing / column.Rows).ToString("0.#", CultureInfo.InvariantCulture);
}
