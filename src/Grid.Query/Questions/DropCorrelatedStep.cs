namespace Grid.Query;

/// <summary>Leaves out columns of numbers that say nearly the same as another (<see cref="CorrelatedColumns"/>).</summary>
/// <param name="Limit">The correlation, as an absolute value, beyond which one of a pair goes.</param>
/// <param name="Keep">Columns that have no part in it, such as a target.</param>
public sealed record DropCorrelatedStep(double Limit, IReadOnlyList<string> Keep) : PreparationStep;
