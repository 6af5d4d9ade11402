namespace Grid.Query;

/// <summary>Aggregates over all rows: a group-by without keys, in one row.</summary>
/// <param name="Aggregates">Written <c>mean(tip_amount / fare_amount)</c>, as in <see cref="GroupByQuestion"/>, at least one.</param>
public sealed record AggregateQuestion(IReadOnlyList<string> Aggregates) : Question;
