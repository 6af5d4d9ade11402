namespace Grid.Report;

/// <summary>Something of a table that whoever uses it should know.</summary>
/// <param name="Column">The column; null where it is about the table.</param>
/// <param name="Kind">One or two words: constant, missing.</param>
/// <param name="Text">What there is, with its figures.</param>
internal sealed record Warning(string? Column, string Kind, string Text);
