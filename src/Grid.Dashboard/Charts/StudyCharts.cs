namespace Grid.Dashboard;

/// <summary>Charts of a study, as options of Apache ECharts.</summary>
internal static class StudyCharts
{
    private const int MostFolds = 12;

    // No line goes there.
    private static readonly object Before = new { align = "right", margin = -10 };
    private static readonly object Behind = new { align = "left", margin = 8 };

    /// <summary>Each candidate's mean when it was known, and the best so far.</summary>
    public static object OverTime(StudyBoard board)
    {
        var scored = Scored(board).Where(c => c.Seconds is not null).OrderBy(c => c.Seconds).ToArray();
        double best = double.NegativeInfinity;
        double[][] line = [.. scored.Select(c => new[] { Math.Round(c.Seconds!.Value, 3), best = Math.Max(best, c.Mean!.Value) })];
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            tooltip = new { renderMode = "richText" },
            legend = new { top = 0, data = new[] { "candidate", "best so far" } },
            grid = new { left = 75, right = 20, top = 35, bottom = 50 },
            xAxis = new { type = "value", scale = true, name = "seconds of training", nameLocation = "middle", nameGap = 28, axisLabel = new { hideOverlap = true } },
            yAxis = new { type = "value", scale = true, name = ColumnCharts.Name(board.Scoring), nameLocation = "middle", nameGap = 55 },
            series = new object[]
            {
                new { name = "candidate", type = "scatter", symbolSize = 6, data = scored.Select(c => new { value = new[] { Math.Round(c.Seconds!.Value, 3), c.Mean!.Value }, name = Words(board, c) }) },
                new { name = "best so far", type = "line", step = "end", showSymbol = false, data = line },
            },
        };
    }

    /// <summary>The best mean by the values of two parameters.</summary>
    /// <param name="board">The study.</param>
    /// <param name="down">The parameter of the rows.</param>
    /// <param name="across">The parameter of the columns.</param>
    public static object Map(StudyBoard board, int down, int across)
    {
        string[] rows = Values(board, down), columns = Values(board, across);
        var cells = Scored(board).GroupBy(c => (Array.IndexOf(columns, Value(c, across)), Array.IndexOf(rows, Value(c, down))))
            .Select(g => (g.Key, Best: g.Max(c => c.Mean!.Value))).ToArray();
        double least = cells.Select(c => c.Best).DefaultIfEmpty(0).Min(), most = cells.Select(c => c.Best).DefaultIfEmpty(1).Max();
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            tooltip = new { renderMode = "richText", formatter = "{b}" },
            grid = new { left = 75, right = 20, top = 15, bottom = 105 },
            xAxis = new { type = "category", data = columns, name = ColumnCharts.Name(board.Parameters[across]), nameLocation = "middle", nameGap = 28 },
            yAxis = new { type = "category", data = rows, name = ColumnCharts.Name(board.Parameters[down]), nameLocation = "middle", nameGap = 55 },
            visualMap = new { min = Math.Round(least, 4), max = Math.Round(most > least ? most : least + 1e-4, 4), precision = 4, calculable = false, orient = "horizontal", left = "center", bottom = 0, text = new[] { $"{most:0.0000}", $"{least:0.0000}" }, inRange = new { color = new[] { "#e8eaf6", "#7986cb" } } },
            series = new[]
            {
                new
                {
                    type = "heatmap",
                    label = new { show = cells.Length <= 60, formatter = "{@[2]}", color = "#111" },
                    labelLayout = new { hideOverlap = true },
                    data = cells.Select(c => new { name = $"{rows[c.Key.Item2]} × {columns[c.Key.Item1]}: {c.Best:0.0000}", value = new[] { c.Key.Item1, c.Key.Item2, Math.Round(c.Best, 4) } }),
                },
            },
        };
    }

    /// <summary>A line a candidate through its parameters to its mean.</summary>
    public static object Parallel(StudyBoard board)
    {
        int last = board.Parameters.Count;
        var scored = Scored(board).Take(500).ToArray();
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            parallel = new { left = 70, right = 70, top = 40, bottom = 30 },
            visualMap = new { show = false, dimension = last, min = scored.Select(c => c.Mean!.Value).DefaultIfEmpty(0).Min(), max = scored.Select(c => c.Mean!.Value).DefaultIfEmpty(1).Max(), inRange = new { color = new[] { "#b0bec5", "#5c6bc0", "#d81b60" } } },
            parallelAxis = board.Parameters.Select((name, dim) => (object)new { dim, name = ColumnCharts.Name(name, 18), type = "category", data = Values(board, dim), axisLabel = dim == 0 ? Before : Behind })
                .Append(new { dim = last, name = ColumnCharts.Name(board.Scoring, 18), type = "value", scale = true }),
            series = new[]
            {
                new { type = "parallel", lineStyle = new { width = 1.5, opacity = 0.6 }, data = scored.Select(c => Enumerable.Range(0, last).Select(i => (object)Value(c, i)).Append(c.Mean!.Value)) },
            },
        };
    }

    /// <summary>The scores of the best candidates on each fold.</summary>
    public static object Folds(StudyBoard board)
    {
        var best = Scored(board).Take(MostFolds).ToArray();
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            tooltip = new { renderMode = "richText" },
            legend = new { top = 0, data = new[] { "fold", "mean" } },
            grid = new { left = 75, right = 20, top = 35, bottom = 50 },
            xAxis = new { type = "category", data = best.Select((_, i) => $"{i + 1}"), name = "rank", nameLocation = "middle", nameGap = 28 },
            yAxis = new { type = "value", scale = true, name = ColumnCharts.Name(board.Scoring), nameLocation = "middle", nameGap = 55 },
            series = new object[]
            {
                new { name = "fold", type = "scatter", symbolSize = 6, itemStyle = new { opacity = 0.6 }, data = best.SelectMany((c, i) => c.Scores.Select(score => new object[] { $"{i + 1}", score! })) },
                new { name = "mean", type = "scatter", symbol = "diamond", symbolSize = 11, data = best.Select((c, i) => new object[] { $"{i + 1}", c.Mean! }) },
            },
        };
    }

    /// <summary>The candidates that have a mean, the best first.</summary>
    public static IEnumerable<StudyBoardRow> Scored(StudyBoard board) => board.Candidates.Where(c => c.Mean is { } mean && double.IsFinite(mean));

    /// <summary>A candidate's deviation over its folds, over n as scikit-learn has it.</summary>
    public static double Std(StudyBoardRow candidate) => Math.Sqrt(candidate.Scores.Sum(s => Math.Pow(s!.Value - candidate.Mean!.Value, 2)) / candidate.Scores.Count);

    /// <summary>What a candidate sets a parameter to.</summary>
    public static string Value(StudyBoardRow candidate, int parameter) => candidate.Values[parameter] is { } value ? ColumnCharts.Name(value, 24) : "–";

    private static string Words(StudyBoard board, StudyBoardRow candidate) => string.Join("; ", board.Parameters.Select((name, i) => $"{name}={Value(candidate, i)}"));

    // Numbers by size, words by letters.
    private static string[] Values(StudyBoard board, int parameter) =>
        [.. board.Candidates.Select(c => Value(c, parameter)).Distinct().OrderBy(v => double.TryParse(v, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : double.MaxValue).ThenBy(v => v, StringComparer.Ordinal)];
}
