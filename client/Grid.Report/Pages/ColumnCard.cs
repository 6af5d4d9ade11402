using System.Globalization;
using Grid.Query;

namespace Grid.Report;

/// <summary>A column of a table: its figures beside its distribution.</summary>
internal static class ColumnCard
{
    public static Markup Of(ColumnFacts column, string id, IReadOnlyList<Warning> warnings) => Markup.Of(
        $"""
        <article id="{id}"><h3>{Markup.Data(column.Name)} <small>{column.Summary.Type.ToString()}</small></h3>
        {Marks(warnings)}
        {Body(column)}
        </article>
        """);

    /// <summary>The figures and the distribution, without a heading.</summary>
    public static Markup Body(ColumnFacts column) => Markup.Of($"""<div class="column"><dl>{Figures(column)}</dl><div class="chart">{Charts(column)}</div></div>""");

    /// <summary>What there is to know of a column before it is used.</summary>
    public static Markup Marks(IReadOnlyList<Warning> warnings) => warnings.Count == 0 ? Markup.None
        : Markup.Of($"""<ul class="marks">{warnings.Select(w => Markup.Of($"<li><b>{w.Kind}</b> {w.Text}</li>"))}</ul>""");

    private static Markup Charts(ColumnFacts column) => Markup.Join(
    [
        column.Histogram is { } histogram ? BinChart.Of(histogram, column.Name) : Markup.None,
        column.Top is { } top ? ValueBars.Of(top) : Markup.None,
        column is { Histogram: null, Top: null } ? Markup.Of($"<p>no finite values</p>") : Markup.None,
    ]);

    private static IEnumerable<Markup> Figures(ColumnFacts column)
    {
        var summary = column.Summary;
        yield return Figure("values", summary.Count.ToString("N0", CultureInfo.InvariantCulture));
        yield return Figure("missing", Missing(column));
        yield return Figure("different", column.Distinct.ToString("N0", CultureInfo.InvariantCulture));
        if (!summary.Mean.IsNull)
            yield return Figure("mean", FigureText.Of(summary.Mean, isFigure: true));
        if (summary.Std is { } std)
            yield return Figure(summary.Type.Kind switch { Columns.LogicalKind.Timestamp => "deviation, s", Columns.LogicalKind.Date => "deviation, days", _ => "deviation" }, FigureText.Of(std));
        if (!summary.Min.IsNull)
            yield return Figure("least", FigureText.Of(summary.Min, isFigure: true));
        foreach (var percentile in summary.Percentiles.Where(p => !p.Value.IsNull))
            yield return Figure(percentile.Share == 0.5 ? "median" : string.Create(CultureInfo.InvariantCulture, $"{percentile.Share * 100:0.#} %"), FigureText.Of(percentile.Value, isFigure: true));
        if (!summary.Max.IsNull)
            yield return Figure("greatest", FigureText.Of(summary.Max, isFigure: true));
        if (column.Shape is not { } shape)
            yield break;
        yield return Figure("zeros", Part(shape.Zeros, summary.Count));
        yield return Figure("negative", Part(shape.Negatives, summary.Count));
        yield return Figure("far out", Part(shape.Outliers, summary.Count));
        if (shape.Skewness is { } skewness)
            yield return Figure("skewness", FigureText.Of(skewness));
    }

    private static Markup Figure(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static string Missing(ColumnFacts column) => column.Summary.NaNs == 0
        ? Part(column.Summary.Nulls, column.Rows)
        : string.Create(CultureInfo.InvariantCulture, $"{column.Summary.Nulls:N0} null, {column.Summary.NaNs:N0} NaN ({WarningFinder.Share(column.Missing, column.Rows)})");

    private static string Part(long count, long whole) => count == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} ({WarningFinder.Share(count, whole)})");
}
