namespace Grid.Learning;

/// <summary>A point of the precision–recall curve.</summary>
/// <param name="Threshold">Rows that are given at least this count as of the class.</param>
/// <param name="Precision">The share of them that is of the class.</param>
/// <param name="Recall">The share of the class's rows that is among them.</param>
public sealed record PrecisionRecallPoint(double Threshold, double Precision, double Recall);
