namespace Grid.Query;

/// <summary>Fills what is missing.</summary>
/// <param name="Columns">What is put in which column, all of them fitted at once.</param>
public sealed record FillStep(IReadOnlyList<ColumnFill> Columns) : PreparationStep;

/// <summary>What is put where a column is missing.</summary>
/// <param name="Column">The column.</param>
/// <param name="With">What is put.</param>
public sealed record ColumnFill(string Column, Fill With);
