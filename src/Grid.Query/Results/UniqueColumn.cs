namespace Grid.Query;

/// <summary>How many distinct values a column has.</summary>
public readonly record struct UniqueColumn(string Name, DistinctCount Distinct);
