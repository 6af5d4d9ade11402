namespace Grid.Sources;

/// <summary>What files themselves say of a column, before any row of it is read. Plain data, fit for any serialiser.</summary>
/// <param name="Storage">The types in which files have it, each once.</param>
/// <param name="Nulls">In how many rows it is null.</param>
/// <param name="Bytes">Bytes of memory that it is expected to take.</param>
public sealed record PlannedColumn(IReadOnlyList<string> Storage, long Nulls, long Bytes);
