namespace Grid.Client;

/// <summary>What was saved.</summary>
/// <param name="Path">Where, as it was given.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Files">In how many files.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record SaveSummary(string Path, long Rows, int Files, long Bytes);
