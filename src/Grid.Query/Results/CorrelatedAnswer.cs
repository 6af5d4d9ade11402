namespace Grid.Query;

/// <summary>Which columns to leave out, as others say nearly the same.</summary>
/// <param name="Limit">The correlation, as an absolute value, beyond which one of a pair goes.</param>
/// <param name="Columns">The columns, and why; in the order in which they go.</param>
public sealed record CorrelatedAnswer(double Limit, IReadOnlyList<CorrelatedColumn> Columns) : Answer;
