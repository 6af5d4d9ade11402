namespace Grid.Report;

/// <summary>How a column's numbers lie.</summary>
/// <param name="Zeros">How many are zero.</param>
/// <param name="Negatives">How many are below zero.</param>
/// <param name="Skewness">The mean of the cubes of what lies how many deviations from the mean; null where there is no deviation.</param>
/// <param name="Outliers">How many lie more than three times the quartiles' distance beyond the quartiles.</param>
internal sealed record ShapeFacts(long Zeros, long Negatives, double? Skewness, long Outliers);
