namespace Grid.Query;

/// <summary>The answer to <see cref="AggregateQuestion"/>.</summary>
/// <param name="Aggregates">The aggregates as they were asked.</param>
/// <param name="Values">Their values, in that order; null where one is not defined, such as the mean of no rows.</param>
public sealed record AggregateAnswer(IReadOnlyList<string> Aggregates, IReadOnlyList<Scalar> Values) : Answer
{
    /// <summary>False when an approx_nunique among the aggregates is an estimate.</summary>
    public bool IsExact { get; init; } = true;
}
