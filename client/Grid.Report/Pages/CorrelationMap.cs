using System.Globalization;
using Grid.Query;

namespace Grid.Report;

/// <summary>Correlations of all pairs as a shaded table; of very many columns, those that go with others most.</summary>
internal static class CorrelationMap
{
    private const int Most = 24;

    public static Markup Of(CorrelationAnswer correlation)
    {
        int[] shown = [.. Enumerable.Range(0, correlation.Columns.Count).OrderByDescending(i => Strongest(correlation, i)).Take(Most).Order()];
        var head = shown.Select(i => Markup.Of($"""<th scope="col"><span>{Markup.Data(correlation.Columns[i])}</span></th>"""));
        var rows = shown.Select(i => Markup.Of($"""<tr><th scope="row">{Markup.Data(correlation.Columns[i])}</th>{shown.Select(j => Cell(correlation.R[i][j]))}</tr>"""));
        var left = shown.Length == correlation.Columns.Count ? Markup.None : Markup.Of($"<p>The {shown.Length} of {correlation.Columns.Count:N0} columns that go with another most.</p>");
        return Markup.Of($"""{left}<div class="wide"><table class="map"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>""");
    }

    private static double Strongest(CorrelationAnswer correlation, int column) =>
        correlation.R[column].Where((r, other) => other != column && !double.IsNaN(r)).Select(Math.Abs).DefaultIfEmpty(0).Max();

    private static Markup Cell(double r)
    {
        if (double.IsNaN(r))
            return Markup.Of($"<td>–</td>");
        string shade = Math.Abs(r).ToString("0.##", CultureInfo.InvariantCulture);
        return Markup.Of($"""<td style="background:rgb(var(--{(r < 0 ? "against" : "along")}) / {shade})">{(Math.Round(r, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture)}</td>""");
    }
}
