namespace Grid.Statistics;

/// <summary>How many distinct values columns have, nulls aside.</summary>
public sealed record UniqueQuestion(IReadOnlyList<string>? Columns = null) : Question;
