namespace Grid.Query;

/// <summary>A number of distinct values, and whether it is exact or a HyperLogLog estimate.</summary>
public readonly record struct DistinctCount(long Count, bool IsExact);
