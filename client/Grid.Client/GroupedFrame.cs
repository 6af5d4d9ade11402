using Grid.Query;

namespace Grid.Client;

/// <summary>
/// A frame whose rows are grouped by keys; rows with a null or NaN key are left out, as in pandas.
/// <code>var perVendor = await trips.GroupBy("VendorID").AggregateAsync("sum(trip_distance)", "max(tip_amount) - min(tip_amount) as range");</code>
/// </summary>
public sealed class GroupedFrame
{
    private readonly GridFrame _frame;
    private readonly GroupByQuestion _question;

    internal GroupedFrame(GridFrame frame, IReadOnlyList<string> keys) : this(frame, new GroupByQuestion(keys, []))
    {
    }

    private GroupedFrame(GridFrame frame, GroupByQuestion question) => (_frame, _question) = (frame, question);

    /// <summary>Keeps the groups for which a condition is true; given again, both are to hold.</summary>
    /// <param name="condition">Of keys, aggregates and their names: <c>count() > 10</c>.</param>
    public GroupedFrame Having(string condition) =>
        new(_frame, _question with { Having = _question.Having is { } before ? $"({before}) and ({condition})" : condition });

    /// <summary>Sorts the groups, in place of by their keys; what is missing comes last.</summary>
    /// <param name="by">Keys, aggregates and their names, or expressions of them, each with <c>desc</c> behind it where the greatest comes first.</param>
    public GroupedFrame Sort(params IReadOnlyList<string> by) => new(_frame, _question with { Order = by });

    /// <summary>Keeps the first groups.</summary>
    /// <param name="groups">How many, at least one.</param>
    public GroupedFrame Limit(int groups) => new(_frame, _question with { Limit = groups });

    /// <summary>The first rows of each group, in the order of the source or in that of <see cref="Sort"/>, which is of columns here; groups come in order of their keys.</summary>
    /// <param name="rows">How many of each group.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<HeadAnswer> HeadAsync(int rows = 5, CancellationToken cancellation = default) =>
        _frame.AskAsync<HeadAnswer>(new HeadQuestion(rows) { By = _question.Keys, Order = _question.Order }, cancellation);

    /// <summary>Aggregates per group, sorted by key unless said otherwise.</summary>
    /// <param name="aggregates">For example <c>sum(trip_distance)</c>: an aggregate (<see cref="AggregateWords.Known"/>) of a name or an expression, arithmetic of several, and a name with <c>as</c>.</param>
    public Task<GroupByAnswer> AggregateAsync(params IReadOnlyList<string> aggregates) => AggregateAsync(aggregates, default);

    /// <summary>Aggregates per group, sorted by key unless said otherwise.</summary>
    /// <param name="aggregates">For example <c>sum(trip_distance)</c>: an aggregate (<see cref="AggregateWords.Known"/>) of a name or an expression, arithmetic of several, and a name with <c>as</c>.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<GroupByAnswer> AggregateAsync(IReadOnlyList<string> aggregates, CancellationToken cancellation) =>
        _frame.AskAsync<GroupByAnswer>(_question with { Aggregates = aggregates }, cancellation);
}
