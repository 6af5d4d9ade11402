namespace Grid.Query;

/// <summary>Puts a column of 0 and 1 for each value of a column in its place, as scikit-learn's OneHotEncoder and pandas' get_dummies do.</summary>
/// <param name="Columns">The columns.</param>
public sealed record OneHotStep(IReadOnlyList<string> Columns) : PreparationStep;
