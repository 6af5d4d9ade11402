namespace Grid.Query;

/// <summary>Aggregates per distinct combination of keys; rows with a null or NaN key are left out, as in pandas.</summary>
/// <param name="Keys">Names or expressions, at least one.</param>
/// <param name="Aggregates">
/// Written <c>sum(trip_distance)</c>: an aggregate of a name or an expression, arithmetic of several, and a name where one is wanted,
/// <c>max(v1) - min(v2) as range</c>.
/// </param>
public sealed record GroupByQuestion(IReadOnlyList<string> Keys, IReadOnlyList<string> Aggregates) : Question
{
    /// <summary>Which groups: a condition on keys, aggregates and their names, such as <c>count() > 10</c>; null for all.</summary>
    public string? Having { get; init; }

    /// <summary>What to sort the groups by: keys, aggregates and their names, or expressions of them, each with <c>desc</c> behind it where the greatest comes first. Equals are in order of the keys, as are all where nothing is said.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>How many groups at most, the first; null for all.</summary>
    public int? Limit { get; init; }
}
