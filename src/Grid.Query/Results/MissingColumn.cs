namespace Grid.Query;

/// <summary>What a column misses.</summary>
/// <param name="Name">The column.</param>
/// <param name="Nulls">How many rows are null.</param>
/// <param name="NaNs">How many rows are NaN, which is missing as well, and none of the nulls.</param>
/// <param name="Share">Nulls and NaN over rows; 0 for an empty table.</param>
public readonly record struct MissingColumn(string Name, long Nulls, long NaNs, double Share);
