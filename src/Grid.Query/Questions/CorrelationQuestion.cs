namespace Grid.Query;

/// <summary>Pearson correlation of every pair of columns, over the rows where both are known.</summary>
/// <param name="Columns">Names or expressions; null for every numeric column.</param>
public sealed record CorrelationQuestion(IReadOnlyList<string>? Columns = null) : Question;
