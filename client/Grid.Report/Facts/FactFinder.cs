using Grid.Client;
using Grid.Columns;
using Grid.Query;
using static Grid.Query.Expr;

namespace Grid.Report;

/// <summary>Asks a frame for everything that a report shows of it: questions of the grid's own, so that rows stay where they are.</summary>
internal static class FactFinder
{
    private const int Bins = 24;
    private const int TopValues = 8;
    private const int ShownRows = 8;

    // Numbers of so few values are shown by value and not by bin.
    private const long FewValues = 12;

    // Whoever wants to know of repeated rows has all of them grouped by all of their columns.
    private const long RowsToCompare = 5_000_000;
    private const int ColumnsToCompare = 64;

    /// <summary>The facts of a frame.</summary>
    /// <param name="frame">The frame, loaded.</param>
    /// <param name="title">What the report calls it.</param>
    /// <param name="asked">Hears what share of the questions has its answer.</param>
    /// <param name="cancellation">Ends the questions.</param>
    public static async Task<TableFacts> FindAsync(GridFrame frame, string title, IProgress<double>? asked, CancellationToken cancellation)
    {
        var describe = await frame.DescribeAsync(percentiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99], cancellation: cancellation).ConfigureAwait(false);
        int all = describe.Columns.Count + 5, answered = 0;
        Tell();
        var distinct = (await frame.NUniqueAsync(cancellation: cancellation).ConfigureAwait(false)).Columns.ToDictionary(c => c.Name, c => c.Distinct.Count, StringComparer.Ordinal);
        Tell();
        var shapes = await ShapesAsync(frame, describe.Columns, cancellation).ConfigureAwait(false);
        Tell();
        var columns = new List<ColumnFacts>();
        foreach (var summary in describe.Columns)
        {
            columns.Add(await OfColumnAsync(frame, summary, distinct[summary.Name], shapes.GetValueOrDefault(summary.Name), cancellation).ConfigureAwait(false));
            Tell();
        }
        var repeated = await RepeatedAsync(frame, describe, cancellation).ConfigureAwait(false);
        Tell();
        string[] numbers = [.. describe.Columns.Where(c => IsNumber(c.Type)).Select(c => Col(c.Name).Text)];
        var correlation = numbers.Length < 2 ? null : await frame.CorrelationAsync(numbers, cancellation).ConfigureAwait(false);
        Tell();
        return new TableFacts(
            title, describe.Rows, frame.Files, frame.SourceBytes, frame.Load.BytesHeld, [.. frame.Notes.Select(note => note.ToString())], columns,
            correlation is null ? null : correlation with { Columns = [.. describe.Columns.Where(c => IsNumber(c.Type)).Select(c => c.Name)] }, repeated,
            await frame.HeadAsync(ShownRows, cancellation: cancellation).ConfigureAwait(false), await frame.SampleAsync(ShownRows, cancellation: cancellation).ConfigureAwait(false));

        void Tell() => asked?.Report((double)++answered / all);
    }

    private static bool IsNumber(LogicalType type) => type.IsInteger || type.Kind == LogicalKind.Real;

    private static async Task<ColumnFacts> OfColumnAsync(GridFrame frame, ColumnSummary summary, long distinct, ShapeFacts? shape, CancellationToken cancellation)
    {
        string column = Col(summary.Name);
        bool isScale = IsNumber(summary.Type) || summary.Type.Kind is LogicalKind.Date or LogicalKind.Timestamp;
        var top = isScale && distinct > FewValues ? null : await frame.ValueCountsAsync(column, TopValues, cancellation).ConfigureAwait(false);
        var histogram = isScale && distinct > FewValues ? await frame.HistogramAsync(column, Bins, cancellation).ConfigureAwait(false) : null;
        return new ColumnFacts(summary, distinct, histogram is { Edges.Count: > 0 } ? histogram : null, top, shape);
    }

    // One question for the shapes of all columns: their means, deviations and quartiles are known.
    private static async Task<Dictionary<string, ShapeFacts>> ShapesAsync(GridFrame frame, IReadOnlyList<ColumnSummary> summaries, CancellationToken cancellation)
    {
        ColumnSummary[] numbers = [.. summaries.Where(s => IsNumber(s.Type) && s.Count > 0)];
        if (numbers.Length == 0)
            return [];
        var answer = await frame.AggregateAsync([.. numbers.SelectMany(Aggregates)], cancellation).ConfigureAwait(false);
        return numbers.Index().ToDictionary(n => n.Item.Name, n =>
        {
            var values = answer.Values.Skip(n.Index * 4).Take(4).ToArray();
            double? skewness = Std(n.Item) is null || values[2].IsNull || !double.IsFinite(values[2].AsDouble) ? null : values[2].AsDouble;
            return new ShapeFacts(values[0].AsInt64, values[1].AsInt64, skewness, values[3].AsInt64);
        }, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Aggregates(ColumnSummary summary)
    {
        string x = Col(summary.Name);
        yield return $"count({x} where {x} == 0)";
        yield return $"count({x} where {x} < 0)";
        // The population's deviation, as skewness has it.
        yield return Std(summary) is { } std && summary.Mean is { IsNull: false } mean
            ? ((Col(summary.Name) - mean.AsDouble) / (std * Math.Sqrt((summary.Count - 1.0) / summary.Count))).Pow(3).Mean().Text
            : $"count({x})";
        double low = Percentile(summary, 0.25), high = Percentile(summary, 0.75), beyond = 3 * (high - low);
        yield return double.IsFinite(beyond) && beyond > 0
            ? $"count({x} where {(Col(summary.Name) < low - beyond).Text} or {(Col(summary.Name) > high + beyond).Text})"
            : $"count({x} where false)";
    }

    private static double? Std(ColumnSummary summary) => summary.Std is > 0 and { } std && double.IsFinite(std) ? std : null;

    private static double Percentile(ColumnSummary summary, double share) => summary.Percentiles.First(p => p.Share == share).Value is { IsNull: false } value ? value.AsDouble : double.NaN;

    private static async Task<RepeatedRows?> RepeatedAsync(GridFrame frame, DescribeAnswer describe, CancellationToken cancellation)
    {
        if (describe.Rows > RowsToCompare || describe.Columns.Count is 0 or > ColumnsToCompare)
            return null;
        try
        {
            const string copies = "copies of the row";
            var groups = await frame.GroupBy([.. describe.Columns.Select(c => Col(c.Name).Text)]).Having($"{Col(copies).Text} > 1")
                .AggregateAsync([$"count() as {Col(copies).Text}"], cancellation).ConfigureAwait(false);
            return new RepeatedRows(groups.Groups.Count, groups.Groups.Sum(g => g.Values[0].AsInt64 - 1));
        }
        catch (QuestionException)
        {
            // So many rows that grouping them has no room: the report says that nobody looked.
            return null;
        }
    }
}
