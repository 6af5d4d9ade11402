namespace Grid.Query;

/// <summary>A percentile and its value.</summary>
/// <param name="Share">Between 0 and 1.</param>
/// <param name="Value">A number or a moment.</param>
public readonly record struct Percentile(double Share, Scalar Value);
