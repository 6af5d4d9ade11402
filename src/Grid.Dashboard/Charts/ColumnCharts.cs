using Grid.Query;

namespace Grid.Dashboard;

/// <summary>Charts of columns, as options of Apache ECharts.</summary>
internal static class ColumnCharts
{
    private const int LongestName = 40;

    /// <summary>How many rows are in each bin.</summary>
    public static object Histogram(HistogramAnswer answer) => Bars(
        answer.Counts.Select((count, i) => (Name: $"{Value(answer.Edges[i])} to {Value(answer.Edges[i + 1])}", Tick: Value(answer.Edges[i]), count)), Name(answer.Column), isSideways: false);

    /// <summary>How many rows have each of the most frequent values.</summary>
    public static object Top(ValueCountsAnswer answer) => Bars(answer.Counts.Select(c => (Name(Value(c.Value)), Name(Value(c.Value)), c.Count)), Name(answer.Column), isSideways: true);

    /// <summary>How columns go together, pair by pair.</summary>
    public static object Correlation(CorrelationAnswer answer)
    {
        string[] names = [.. answer.Columns.Select(c => Name(c, 20))];
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            tooltip = new { renderMode = "richText", formatter = "{b}" },
            grid = new { left = 10, right = 30, top = 10, bottom = 60, containLabel = true },
            xAxis = new { type = "category", data = names, axisLabel = new { rotate = 45, interval = 0 } },
            yAxis = new { type = "category", data = names, inverse = true, axisLabel = new { interval = 0 } },
            visualMap = new { min = -1, max = 1, calculable = false, orient = "horizontal", left = "center", bottom = 0, inRange = new { color = new[] { "#c62828", "#f5f5f5", "#1565c0" } }, text = new[] { "r = 1", "r = −1" } },
            series = new[]
            {
                new
                {
                    type = "heatmap",
                    label = new { show = names.Length <= 12, formatter = "{@[2]}", color = "#222" },
                    data = answer.R.SelectMany((row, y) => row.Select((r, x) => new
                    {
                        name = $"{names[y]} × {names[x]}: {FigureText.Of(r)} of {answer.N[y][x]:N0} rows",
                        value = new object[] { x, y, double.IsNaN(r) ? "-" : Math.Round(r, 2) },
                    })),
                },
            },
        };
    }

    /// <summary>Points of two columns of numbers.</summary>
    public static object Scatter(HeadAnswer sample) => new
    {
        animation = false,
        backgroundColor = "transparent",
        tooltip = new { renderMode = "richText" },
        grid = new { left = 75, right = 30, top = 20, bottom = 50 },
        xAxis = new { type = "value", scale = true, name = Name(sample.Columns[0]), nameLocation = "middle", nameGap = 28 },
        yAxis = new { type = "value", scale = true, name = Name(sample.Columns[1]), nameLocation = "middle", nameGap = 55 },
        series = new[]
        {
            new { type = "scatter", symbolSize = 5, itemStyle = new { opacity = 0.5 }, data = Points(sample) },
        },
    };

    /// <summary>The points of a sample: rows in which both columns have a finite number.</summary>
    public static double[][] Points(HeadAnswer sample) =>
        [.. sample.Rows.Where(row => IsFinite(row[0]) && IsFinite(row[1])).Select(row => new[] { row[0].AsDouble, row[1].AsDouble })];

    /// <summary>The two columns that go together most.</summary>
    public static (string, string) Closest(CorrelationAnswer answer)
    {
        var pairs = Enumerable.Range(0, answer.Columns.Count).SelectMany(i => Enumerable.Range(0, i).Select(j => (Left: j, Right: i)));
        var (left, right) = pairs.MaxBy(pair => double.IsNaN(answer.R[pair.Left][pair.Right]) ? -1 : Math.Abs(answer.R[pair.Left][pair.Right]));
        return (answer.Columns[left], answer.Columns[right]);
    }

    /// <summary>A name that fits a chart.</summary>
    public static string Name(string name, int most = LongestName) => CellText.Cut(CellText.Clean(name), most);

    private static bool IsFinite(Scalar value) => !value.IsNull && double.IsFinite(value.AsDouble);

    private static string Value(Scalar value) => FigureText.Of(value, isFigure: value.Type is not { Kind: Columns.LogicalKind.Text });

    private static object Bars(IEnumerable<(string Name, string Tick, long Count)> bars, string name, bool isSideways)
    {
        var all = bars.ToArray();
        object values = new { type = "category", data = all.Select(b => b.Tick), name = isSideways ? "" : name, nameLocation = "middle", nameGap = 30, inverse = isSideways, axisLabel = new { hideOverlap = true, width = 170, overflow = "truncate" } };
        object counts = new { type = "value", name = "rows", nameLocation = "middle", nameGap = isSideways ? 28 : 55, minInterval = 1, axisLabel = new { hideOverlap = true } };
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            tooltip = new { renderMode = "richText", formatter = "{b}" },
            grid = new { left = isSideways ? 10 : 75, right = 30, top = 15, bottom = 50, containLabel = isSideways },
            xAxis = isSideways ? counts : values,
            yAxis = isSideways ? values : counts,
            series = new[]
            {
                new { type = "bar", barCategoryGap = isSideways ? "25%" : "4%", itemStyle = new { color = "#5c6bc0" }, data = all.Select(b => new { value = b.Count, name = $"{b.Name}: {b.Count:N0}" }) },
            },
        };
    }
}
