using Grid.Columns;
using Grid.Query;

namespace Grid.Cli.Tests;

/// <summary>Answers with all that is awkward to write: nulls, NaN, infinities, quotes, moments, figures that do not round.</summary>
internal static class Answers
{
    public static readonly LogicalTimestamp Seconds = LogicalType.Timestamp(TimeUnit.Second);

    public static readonly DescribeAnswer Describe = new(
        4,
        [
            new ColumnSummary(
                "fare \"$\"", LogicalType.Real, 3, 1, Scalar.Float64(0.1 + 0.2), double.NaN, Scalar.Float64(double.NegativeInfinity), Scalar.Int64(7),
                [new Percentile(0.01, Scalar.Float64(1e20)), new Percentile(0.5, Scalar.Float64(2.5))], null, Scalar.Null, null)
            {
                NaNs = 2,
            },
            new ColumnSummary(
                "pickup", Seconds, 4, 0, Scalar.Timestamp(Seconds, 1490432100), 60, Scalar.Timestamp(Seconds, 0), Scalar.Timestamp(Seconds, 86_400),
                [new Percentile(0.01, Scalar.Timestamp(Seconds, 5)), new Percentile(0.5, Scalar.Timestamp(Seconds, 6))], null, Scalar.Null, null),
            new ColumnSummary(
                "flag", LogicalType.Text, 4, 0, Scalar.Null, null, Scalar.Null, Scalar.Null, [], new DistinctCount(2, true), Scalar.Text("N, no"), 3),
        ]);

    public static readonly GroupByAnswer GroupBy = new(
        ["VendorID"], ["sum(trip_distance)", "count(trip_distance)"],
        [
            new Group([Scalar.Int64(1)], [Scalar.Float64(29025.200000000004), Scalar.Int64(10073)]),
            new Group([Scalar.Int64(2)], [Scalar.Null, Scalar.Int64(0)]),
        ]);

    public static readonly AggregateAnswer Aggregate = new(["mean(a / b)", "count(a)"], [Scalar.Float64(0.1425202172806733), Scalar.Int64(3)]);

    public static readonly MissingAnswer Missing = new(3, [new MissingColumn("a", 1, 1, 2 / 3.0), new MissingColumn("b", 0, 0, 0)]);

    public static readonly CorrelationAnswer Correlation = new(
        ["fare", "tip", "flat"],
        [[1, -0.25, double.NaN], [-0.25, 1, double.NaN], [double.NaN, double.NaN, double.NaN]],
        [[4, 3, 4], [3, 3, 3], [4, 3, 4]]);

    public static readonly ValueCountsAnswer Counts = new("pay", [new ValueCount(Scalar.Text("card"), 12), new ValueCount(Scalar.Text("cash"), 3)], 16, 3);

    public static readonly UniqueAnswer Unique = new([new UniqueColumn("a", new DistinctCount(2, true)), new UniqueColumn("b", new DistinctCount(1_000_003, false))]);

    public static readonly HistogramAnswer Histogram = new(
        "fare", [Scalar.Float64(0), Scalar.Float64(2.5), Scalar.Float64(5), Scalar.Float64(7.5)], [800, 0, 1], 2, 3)
    {
        NaNs = 1,
    };

    public static readonly HeadAnswer Head = new(
        ["id", "when", "on", "said"], [LogicalType.Whole, LogicalType.Date, LogicalType.Bool, LogicalType.Text],
        [
            [Scalar.Int64(9007199254740993), Scalar.Date(17250), Scalar.Bool(true), Scalar.Text("a \"b\"\nc")],
            [Scalar.Null, Scalar.Null, Scalar.Null, Scalar.Null],
        ]);

    public static TheoryData<string> Names => ["Describe", "GroupBy", "Aggregate", "Missing", "Correlation", "Counts", "Unique", "Histogram", "Head"];

    public static Answer Of(string name) => (Answer)typeof(Answers).GetField(name)!.GetValue(null)!;
}
