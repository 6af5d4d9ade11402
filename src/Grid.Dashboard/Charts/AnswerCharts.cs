using Grid.Query;

namespace Grid.Dashboard;

/// <summary>Charts of answers.</summary>
internal static class AnswerCharts
{
    private const int MostBars = 60;

    /// <summary>The figures that bars can be drawn of, by the positions of their columns; none where a chart of another kind is the answer's, or there is nothing to draw.</summary>
    public static IReadOnlyList<int> Figures(Answer answer, AnswerTable table) => answer is HistogramAnswer or ValueCountsAnswer or CorrelationAnswer or HeadAnswer || table.Rows.Count is 0 or > 10_000 ? []
        : [.. Enumerable.Range(1, Math.Max(0, table.Columns.Count - 1)).Where(i => table.Columns[i] is { IsFigure: true } column && (column.Type.IsInteger || column.Type.Kind == Columns.LogicalKind.Real))];

    /// <summary>The chart of an answer; null where it has none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="table">The same as a table.</param>
    /// <param name="figure">Which of <see cref="Figures"/> is drawn.</param>
    public static (string Title, object Options, int Height)? Of(Answer answer, AnswerTable table, int? figure) => answer switch
    {
        HistogramAnswer { Edges.Count: > 0 } a => ("Rows by bins", ColumnCharts.Histogram(a), 300),
        ValueCountsAnswer { Counts.Count: > 0 } a => ("Rows by value", ColumnCharts.Top(a with { Counts = [.. a.Counts.Take(30)] }), 80 + (24 * Math.Min(30, a.Counts.Count))),
        CorrelationAnswer { Columns.Count: > 1 and <= 40 } a => ("Correlations", ColumnCharts.Correlation(a), 140 + (28 * a.Columns.Count)),
        _ when figure is { } at => ($"{ColumnCharts.Name(table.Columns[at].Name)} by {ColumnCharts.Name(table.Columns[0].Name)}", Bars(table, at), 320),
        _ => null,
    };

    private static object Bars(AnswerTable table, int figure)
    {
        int keys = Math.Max(1, Enumerable.Range(0, table.Columns.Count).TakeWhile(i => !table.Columns[i].IsFigure).Count());
        var rows = table.Rows.Take(MostBars).ToArray();
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            tooltip = new { renderMode = "richText", formatter = "{b}: {c}" },
            grid = new { left = 80, right = 30, top = 20, bottom = 60 },
            xAxis = new
            {
                type = "category",
                data = rows.Select(row => string.Join(", ", row.Take(keys).Select(v => ColumnCharts.Name(FigureText.Of(v, isFigure: false), 20)))),
                name = ColumnCharts.Name(string.Join(", ", table.Columns.Take(keys).Select(c => c.Name))),
                nameLocation = "middle",
                nameGap = 35,
                axisLabel = new { hideOverlap = true },
            },
            yAxis = new { type = "value", name = ColumnCharts.Name(table.Columns[figure].Name), nameLocation = "middle", nameGap = 60 },
            series = new[]
            {
                new { type = "bar", itemStyle = new { color = "#5c6bc0" }, data = rows.Select(row => row[figure].IsNull || !double.IsFinite(row[figure].AsDouble) ? (object)"-" : row[figure].AsDouble) },
            },
        };
    }
}
