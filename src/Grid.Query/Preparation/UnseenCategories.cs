namespace Grid.Query;

/// <summary>Rows that hold values which were not there when categories were found.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="IsOneHot">Whether they are 0 in all columns that were made of it; else their position is null.</param>
public sealed record UnseenCategories(string Column, long Rows, bool IsOneHot);
