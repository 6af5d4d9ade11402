namespace Grid.Query;

/// <summary>Puts the position of each value among the column's distinct ones, from 0 and in their order, in its place, as scikit-learn's OrdinalEncoder does.</summary>
/// <param name="Columns">The columns.</param>
public sealed record OrdinalStep(IReadOnlyList<string> Columns) : PreparationStep;
