namespace Grid.Statistics;

/// <summary>A column's nulls.</summary>
/// <param name="Name">The column.</param>
/// <param name="Nulls">How many rows are null.</param>
/// <param name="Share">Nulls over rows; 0 for an empty table.</param>
public readonly record struct MissingColumn(string Name, long Nulls, double Share);
