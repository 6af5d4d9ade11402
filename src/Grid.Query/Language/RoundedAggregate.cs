namespace Grid.Query;

/// <summary>An aggregate that is rounded, and nothing else is done with.</summary>
/// <param name="Aggregate">The aggregate.</param>
/// <param name="Places">How many digits before the point are rounded away; 0 where only those behind it would be.</param>
internal sealed record RoundedAggregate(AggregateSpec Aggregate, int Places);
