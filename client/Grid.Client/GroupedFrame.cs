using Grid.Query;

namespace Grid.Client;

/// <summary>
/// A frame whose rows are grouped by keys; rows with a null or NaN key are left out, as in pandas.
/// <code>var perVendor = await trips.GroupBy("VendorID").AggregateAsync("sum(trip_distance)", "count(trip_distance)");</code>
/// </summary>
public sealed class GroupedFrame
{
    private readonly GridFrame _frame;
    private readonly IReadOnlyList<string> _keys;

    internal GroupedFrame(GridFrame frame, IReadOnlyList<string> keys) => (_frame, _keys) = (frame, keys);

    /// <summary>Aggregates per group, sorted by key.</summary>
    /// <param name="aggregates">For example <c>sum(trip_distance)</c>: count, sum, mean, min, max, std, nunique or approx_nunique of a name or an expression.</param>
    public Task<GroupByAnswer> AggregateAsync(params IReadOnlyList<string> aggregates) => AggregateAsync(aggregates, default);

    /// <summary>Aggregates per group, sorted by key.</summary>
    /// <param name="aggregates">For example <c>sum(trip_distance)</c>: count, sum, mean, min, max, std, nunique or approx_nunique of a name or an expression.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<GroupByAnswer> AggregateAsync(IReadOnlyList<string> aggregates, CancellationToken cancellation) =>
        _frame.AskAsync<GroupByAnswer>(new GroupByQuestion(_keys, aggregates), cancellation);
}
