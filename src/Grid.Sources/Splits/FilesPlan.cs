namespace Grid.Sources;

/// <summary>What a load reads of files of one format.</summary>
/// <param name="Tables">A table for each list of columns that files have.</param>
/// <param name="Empty">Files in which there is nothing, not even names of columns.</param>
internal sealed record FilesPlan(IReadOnlyList<TablePlan> Tables, IReadOnlyList<string> Empty);
