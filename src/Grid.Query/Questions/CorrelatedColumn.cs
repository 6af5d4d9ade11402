namespace Grid.Query;

/// <summary>A column to leave out, and why.</summary>
/// <param name="Column">The column.</param>
/// <param name="With">The one that says nearly the same, and stays.</param>
/// <param name="R">Their correlation.</param>
public sealed record CorrelatedColumn(string Column, string With, double R);
