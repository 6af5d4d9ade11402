namespace Grid.Query;

/// <summary>How often each value of a column occurs, the most frequent first, equals by value; nulls are not counted.</summary>
/// <param name="Column">A name or an expression.</param>
/// <param name="Limit">How many values to return at most; null for all.</param>
public sealed record ValueCountsQuestion(string Column, int? Limit = null) : Question;
