using Grid.Client;
using Grid.Columns;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>What a page shows of a column, asked of the grid by questions of its own.</summary>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Summary">Counts, extremes, quantiles.</param>
/// <param name="Histogram">Rows by bins of numbers and moments; null where values are told one by one.</param>
/// <param name="Top">The most frequent values; null where there is a histogram.</param>
internal sealed record ColumnFacts(long Rows, ColumnSummary Summary, HistogramAnswer? Histogram, ValueCountsAnswer? Top)
{
    private const int Bins = 24;
    private const int TopValues = 12;

    private static readonly double[] Shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    /// <summary>Asks for them.</summary>
    public static async Task<ColumnFacts> AskAsync(GridFrame frame, string column, CancellationToken cancellation)
    {
        string name = Expr.Col(column).Text;
        var describe = await frame.DescribeAsync([name], Shares, cancellation);
        var summary = describe.Columns[0];
        var histogram = IsScale(summary) ? await frame.HistogramAsync(name, Bins, cancellation) : null;
        var top = histogram is { Edges.Count: > 0 } ? null : await frame.ValueCountsAsync(name, TopValues, cancellation);
        return new ColumnFacts(describe.Rows, summary, top is null ? histogram : null, top);
    }

    // Whole numbers of a few values say more by value than by bin.
    private static bool IsScale(ColumnSummary summary) => summary.Type switch
    {
        { Kind: LogicalKind.Real } or { Kind: LogicalKind.Date or LogicalKind.Timestamp } => true,
        { IsInteger: true } => !summary.Min.IsNull && summary.Max.AsDouble - summary.Min.AsDouble > TopValues,
        _ => false,
    };
}
