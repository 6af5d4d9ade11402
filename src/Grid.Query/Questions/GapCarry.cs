namespace Grid.Query;

/// <summary>The value that a partition takes over from its neighbours.</summary>
/// <param name="FirstRow">The position of the partition's first row in the dataset.</param>
/// <param name="Value">The value; null where there is none.</param>
public sealed record GapCarry(long FirstRow, Scalar Value);
