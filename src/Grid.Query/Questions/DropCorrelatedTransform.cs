namespace Grid.Query;

/// <summary>Leaves out columns that say nearly the same as others.</summary>
/// <param name="Columns">Which, and why.</param>
public sealed record DropCorrelatedTransform(IReadOnlyList<CorrelatedColumn> Columns) : Transform;
