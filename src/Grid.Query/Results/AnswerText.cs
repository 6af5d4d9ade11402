using Grid.Columns;

namespace Grid.Query;

/// <summary>Answers as aligned text.</summary>
public static class AnswerText
{
    /// <summary>
    /// The tables that people read an answer in: a description has one for numbers, one for moments and one for text, and
    /// correlations stand in a square.
    /// </summary>
    public static IReadOnlyList<AnswerTable> Sections(Answer answer) => answer switch
    {
        DescribeAnswer { Columns.Count: > 0 } a =>
            [.. a.Columns.GroupBy(c => Kind(c.Type)).OrderBy(g => g.Key).Select(g => Tabulation.OfColumns([.. g], a.Shares, isRead: true))],
        CorrelationAnswer { Columns.Count: 0 } => [],
        CorrelationAnswer a => [Tabulation.OfSquare(a)],
        _ => [answer.ToTable()],
    };

    /// <summary>What goes below the tables in a line of its own: totals, and what is an estimate; null where there is nothing to say.</summary>
    public static string? Note(Answer answer) => answer switch
    {
        DescribeAnswer a => Counted(a.Rows, "row"),
        MissingAnswer a => Counted(a.Rows, "row"),
        CorrelationAnswer { Columns.Count: 0 } => "no column holds numbers, and only those correlate (grid schema tells the types; --with computes others)",
        CorrelatedAnswer { Columns.Count: 0 } a => $"no two columns correlate beyond {a.Limit.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
        CorrelatedAnswer a => $"{Counted(a.Columns.Count, "column")} to leave out; --drop-correlated {a.Limit.ToString(System.Globalization.CultureInfo.InvariantCulture)} does, on every command",
        GroupByAnswer { IsExact: false } or AggregateAnswer { IsExact: false } => "approx_nunique is an estimate (HyperLogLog)",
        UniqueAnswer a when a.Columns.Any(c => !c.Distinct.IsExact) => "counts that are not exact are estimates (HyperLogLog)",
        GroupByAnswer a => Counted(a.Groups.Count, "group"),
        ValueCountsAnswer a => $"{Counted(a.Total, "value")}, {a.Distinct:N0} distinct{(a.Counts.Count < a.Distinct ? $", the {(a.Counts.Count == 1 ? "" : $"{a.Counts.Count:N0} ")}most frequent shown" : "")}",
        HistogramAnswer a => $"{Counted(a.Counts.Sum(), "value")}, {string.Join(", ", a.NotInBins)}",
        _ => null,
    };

    /// <summary>An answer: its tables, and a line below.</summary>
    public static string Of(Answer answer)
    {
        string tables = string.Join(Environment.NewLine, Sections(answer).Select(TableText.Of));
        return Note(answer) is { } note ? $"{tables}{note}{Environment.NewLine}" : tables;
    }

    private static string Counted(long count, string thing) => $"{count:N0} {thing}{(count == 1 ? "" : "s")}";

    // Numbers, moments, and what is counted rather than measured: in this order.
    private static int Kind(LogicalType type) => type switch
    {
        { IsInteger: true } or { Kind: LogicalKind.Real } => 0,
        LogicalTimestamp or { Kind: LogicalKind.Date } => 1,
        _ => 2,
    };
}
