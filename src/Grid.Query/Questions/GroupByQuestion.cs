namespace Grid.Query;

/// <summary>Aggregates per distinct combination of keys; rows with a null or NaN key are left out, as in pandas.</summary>
/// <param name="Keys">Names or expressions, at least one.</param>
/// <param name="Aggregates">Written <c>sum(trip_distance)</c>: count, sum, mean, min, max, std, nunique or approx_nunique of a name or an expression.</param>
public sealed record GroupByQuestion(IReadOnlyList<string> Keys, IReadOnlyList<string> Aggregates) : Question;
