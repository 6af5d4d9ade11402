namespace Grid.Query;

/// <summary>The answer to <see cref="ValueCountsQuestion"/>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Counts">Values and counts, the most frequent first.</param>
/// <param name="Total">How many values there are in all that are not null.</param>
/// <param name="Distinct">How many distinct values there are in all, also past the limit.</param>
public sealed record ValueCountsAnswer(string Column, IReadOnlyList<ValueCount> Counts, long Total, long Distinct) : Answer;
