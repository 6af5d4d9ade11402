using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>A thing that every engine is asked to do, and how Grid is asked it.</summary>
/// <param name="Id">What the sessions call it.</param>
/// <param name="Title">What the tables call it.</param>
/// <param name="Question">The question to Grid; null for the load.</param>
internal sealed record Operation(string Id, string Title, Question? Question)
{
    /// <summary>The columns that the statistics go over: all numbers, so that every engine does the same.</summary>
    public static IReadOnlyList<string> Numeric { get; } =
    [
        "VendorID", "passenger_count", "trip_distance", "RatecodeID", "PULocationID", "DOLocationID", "payment_type", "fare_amount",
        "extra", "mta_tax", "tip_amount", "tolls_amount", "improvement_surcharge", "total_amount",
    ];

    /// <summary>All of them, in the order of a session.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("load", "load CSV into memory", null),
        new("describe", "describe, exact quartiles", new DescribeQuestion(Numeric)),
        new("describe_tails", "describe, p1 and p99 too", new DescribeQuestion(Numeric, [0.01, 0.25, 0.5, 0.75, 0.99])),
        new("groupby_vendor", "group by VendorID: sum, count", new GroupByQuestion(["VendorID"], ["sum(trip_distance)", "count(trip_distance)"])),
        new("groupby_zone", "group by PULocationID: mean, count", new GroupByQuestion(["PULocationID"], ["mean(fare_amount)", "count(fare_amount)"])),
        new("missing", "missing per column", new MissingQuestion()),
        new("corr", "correlation matrix", new CorrelationQuestion(Numeric)),
        new("filter_mean", "mean(tip / fare) over a filter", new AggregateQuestion(["mean(tip_amount / fare_amount)"])
        {
            Transforms = [new WhereTransform("trip_distance >= 1 and trip_distance <= 10 and fare_amount > 0")],
        }),
        new("value_counts", "value counts of payment_type", new ValueCountsQuestion("payment_type")),
    ];
}
