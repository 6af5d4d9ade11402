using System.CommandLine;
using Grid.Query;

namespace Grid.Cli;

/// <summary>The commands that ask a question, one for each.</summary>
internal static class QuestionCommands
{
    public static IEnumerable<Command> Create(CliConsole console) =>
        [Describe(console), GroupBy(console), Aggregate(console), Missing(console), Correlation(console), Counts(console), Unique(console), Histogram(console), HeadCommand.Create(console)];

    private static Command Describe(CliConsole console)
    {
        var columns = Columns();
        var percentiles = Options.Shares("--percentiles", "which percentiles, e.g. 0.01,0.5,0.99; the quartiles unless said otherwise");
        return QuestionCommand.Create(
            "describe", "Count, nulls, mean, standard deviation, extremes and exact percentiles of columns.", console, [columns, percentiles],
            parsed => new DescribeQuestion(parsed.GetValue(columns), parsed.GetValue(percentiles)));
    }

    private static Command GroupBy(CliConsole console)
    {
        var by = Options.List("--by", "the keys: columns or expressions", "KEYS", required: true);
        var aggregates = Aggregates();
        var having = new Option<string?>("--having") { Description = "keep the groups for which this holds, of keys, aggregates and their names, e.g. \"count() > 10\"", HelpName = "EXPR" };
        var order = Options.List("--order", "what to sort the groups by: keys, aggregates, their names or expressions of them, each up or, with 'desc', down; by key unless said otherwise", "A,B desc");
        var rows = new RowOptions();
        return QuestionCommand.Create(
            "groupby", "Aggregates per group, sorted by key.", console, [by, aggregates, having, order],
            parsed => new GroupByQuestion(parsed.GetValue(by)!, parsed.GetValue(aggregates)!)
            {
                Having = parsed.GetValue(having),
                Order = parsed.GetValue(order) ?? [],
                // Sorted otherwise, the first are others.
                Limit = rows.Read(parsed) is { Sort.Count: 0, Limit: { } limit } ? limit : null,
            }, rows);
    }

    private static Command Aggregate(CliConsole console)
    {
        var aggregates = Aggregates();
        return QuestionCommand.Create(
            "aggregate", "Aggregates over all rows.", console, [aggregates], parsed => new AggregateQuestion(parsed.GetValue(aggregates)!));
    }

    private static Command Missing(CliConsole console)
    {
        var columns = Columns();
        return QuestionCommand.Create(
            "missing", "Nulls per column, count and share.", console, [columns], parsed => new MissingQuestion(parsed.GetValue(columns)), new RowOptions());
    }

    private static Command Correlation(CliConsole console)
    {
        var columns = Columns();
        var above = new Option<string?>("--drop-above") { Description = "name the columns to leave out where two correlate beyond this, e.g. 0.95, and why; --drop-correlated leaves them out", HelpName = "LIMIT" };
        return QuestionCommand.Create(
            "corr", "Pearson correlation of every pair of columns, over the rows where both are known.", console, [columns, above],
            parsed =>
            {
                if (parsed.GetValue(above) is { } text)
                    PreparationText.Limit(above.Name, text);
                return new CorrelationQuestion(parsed.GetValue(columns));
            },
            finish: (parsed, answer) => parsed.GetValue(above) is { } text && PreparationText.Limit(above.Name, text) is var limit
                ? new CorrelatedAnswer(limit, CorrelatedColumns.Of((CorrelationAnswer)answer, limit)) : answer);
    }

    private static Command Counts(CliConsole console)
    {
        var column = Column();
        var rows = new RowOptions();
        return QuestionCommand.Create(
            "counts", "How often each value of a column occurs, the most frequent first.", console, [column],
            // Sorted otherwise, the first are not the most frequent.
            parsed => new ValueCountsQuestion(parsed.GetValue(column)!, rows.Read(parsed) is { Sort.Count: 0, Limit: { } limit } ? limit : null), rows);
    }

    private static Command Unique(CliConsole console)
    {
        var columns = Columns();
        var approx = new Option<bool>("--approx") { Description = "estimate columns of very many values (HyperLogLog, within about 1 %) rather than count them" };
        return QuestionCommand.Create(
            "nunique", "How many distinct values columns have.", console, [columns, approx],
            parsed => new UniqueQuestion(parsed.GetValue(columns), parsed.GetValue(approx)), new RowOptions());
    }

    private static Command Histogram(CliConsole console)
    {
        var column = Column();
        var bins = Options.Number("--bins", "how many bins of equal width", 1, 10_000, 20);
        return QuestionCommand.Create(
            "histogram", "Rows per bin of equal width between a column's least and greatest value.", console, [column, bins],
            parsed => new HistogramQuestion(parsed.GetValue(column)!, parsed.GetValue(bins)));
    }

    private static Option<IReadOnlyList<string>?> Columns() => Options.List("--columns", "which columns, or expressions; all unless said otherwise", "A,B");

    private static Option<string> Column() => new("--column") { Description = "a column, or an expression", HelpName = "X", Required = true };

    private static Option<IReadOnlyList<string>?> Aggregates() => Options.List(
        "--agg", $"{string.Join(", ", AggregateWords.Known.SkipLast(1))} or {AggregateWords.Known[^1]} of a column or an expression, arithmetic of them, and a name, e.g. \"sum(trip_distance),max(tip_amount)-min(tip_amount) as range\"",
        "AGGREGATES", required: true);
}
