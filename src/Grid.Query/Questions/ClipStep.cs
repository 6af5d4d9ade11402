namespace Grid.Query;

/// <summary>Brings values beyond bounds to those bounds.</summary>
/// <param name="Columns">The bounds of which column.</param>
public sealed record ClipStep(IReadOnlyList<ColumnClip> Columns) : PreparationStep;

/// <summary>The bounds of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Least">What lies below is brought to this; null where nothing is.</param>
/// <param name="Most">What lies above is brought to this; null where nothing is.</param>
public sealed record ColumnClip(string Column, ClipBound? Least, ClipBound? Most);
