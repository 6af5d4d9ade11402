namespace Grid.Query;

/// <summary>The answer to <see cref="GroupByQuestion"/>: a row a group, sorted by key.</summary>
/// <param name="Keys">The names of the keys.</param>
/// <param name="Aggregates">The aggregates as they were asked, for example <c>sum(trip_distance)</c>.</param>
/// <param name="Groups">The groups.</param>
public sealed record GroupByAnswer(IReadOnlyList<string> Keys, IReadOnlyList<string> Aggregates, IReadOnlyList<Group> Groups) : Answer
{
    /// <summary>False when an approx_nunique among the aggregates is an estimate.</summary>
    public bool IsExact { get; init; } = true;
}
