using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>A question to a table that is larger than memory; each time of other rows, so that no answer is known from before.</summary>
/// <param name="Id">What the sessions call it.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Keys">What it groups by; none for all rows.</param>
/// <param name="Aggregates">What it asks for.</param>
internal sealed record LargerQuestion(string Id, string Title, string[] Keys, params string[] Aggregates)
{
    /// <summary>All of them, in the order of a session. The peers' scripts have the same.</summary>
    public static IReadOnlyList<LargerQuestion> All { get; } =
    [
        new("groups", "three figures by payment type", ["payment_type"], "count() as n", "sum(fare_amount) as fare", "mean(tip_amount) as tip"),
        new("zones", "two figures by zone", ["PULocationID"], "mean(total_amount) as total", "max(tip_amount) as most"),
        new("medians", "median fare by payment type", ["payment_type"], "median(fare_amount) as middle"),
        new("distinct", "distinct totals", [], "nunique(total_amount) as distinct"),
    ];

    /// <summary>How it is asked for the first time (0), and for the second (1).</summary>
    public Question Ask(int ask)
    {
        Transform[] longer = [new WhereTransform($"trip_distance > {ask}")];
        return Keys.Length == 0 ? new AggregateQuestion(Aggregates) { Transforms = longer } : new GroupByQuestion(Keys, Aggregates) { Transforms = longer };
    }
}
