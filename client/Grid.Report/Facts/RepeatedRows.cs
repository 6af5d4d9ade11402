namespace Grid.Report;

/// <summary>Rows that are there more than once, of those without a missing value.</summary>
/// <param name="Groups">How many different rows are.</param>
/// <param name="Copies">How many rows they are beyond the first of each.</param>
internal sealed record RepeatedRows(long Groups, long Copies);
