namespace Grid.Learning;

/// <summary>A point of the ROC curve.</summary>
/// <param name="Threshold">Rows that are given at least this count as of the class.</param>
/// <param name="FalsePositiveRate">The share of the other classes' rows that do.</param>
/// <param name="TruePositiveRate">The share of the class's rows that do.</param>
public sealed record RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);
