namespace Grid.Query;

/// <summary>The first rows, in the order of the source.</summary>
/// <param name="Rows">How many, up to 100,000.</param>
/// <param name="Columns">Columns or expressions; null for every column.</param>
public sealed record HeadQuestion(int Rows = 10, IReadOnlyList<string>? Columns = null) : Question;
