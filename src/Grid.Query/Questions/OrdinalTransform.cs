using Grid.Columns;

namespace Grid.Query;

/// <summary>Puts the position of each value among categories in its place; what is none of them is null.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its logical type when the categories were found.</param>
/// <param name="Categories">The values, ascending.</param>
public sealed record OrdinalTransform(string Column, LogicalType Type, IReadOnlyList<Scalar> Categories) : FittedTransform(Column, Type);
