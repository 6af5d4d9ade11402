namespace Grid.Query;

/// <summary>Scales columns of numbers; they become float64.</summary>
/// <param name="Columns">How which column is scaled.</param>
public sealed record ScaleStep(IReadOnlyList<ColumnScaling> Columns) : PreparationStep;

/// <summary>How a column is scaled.</summary>
/// <param name="Column">The column.</param>
/// <param name="With">How.</param>
public sealed record ColumnScaling(string Column, Scaling With);
