namespace Grid.Learning;

/// <summary>Rows that are given about the same probability of a class.</summary>
/// <param name="MeanPredicted">The mean of what they are given.</param>
/// <param name="FractionOfPositives">The share of them that is of the class.</param>
/// <param name="Rows">How many they are.</param>
public sealed record CalibrationBin(double MeanPredicted, double FractionOfPositives, long Rows);
