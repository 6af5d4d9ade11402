namespace Grid.Query;

/// <summary>Nulls and NaN per column.</summary>
public sealed record MissingQuestion(IReadOnlyList<string>? Columns = null) : Question;
