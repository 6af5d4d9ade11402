namespace Grid.Query;

/// <summary>A value and how often it occurs.</summary>
public readonly record struct ValueCount(Scalar Value, long Count);
