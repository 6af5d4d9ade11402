namespace Grid.Statistics;

/// <summary>Nulls per column.</summary>
public sealed record MissingQuestion(IReadOnlyList<string>? Columns = null) : Question;
