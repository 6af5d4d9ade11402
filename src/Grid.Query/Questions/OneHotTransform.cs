using Grid.Columns;

namespace Grid.Query;

/// <summary>Puts a column of 0 and 1 for each category in the place of a column, <c>payment_type_1</c>; what is no category is 0 in all of them.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its logical type when the categories were found.</param>
/// <param name="Categories">The values, ascending.</param>
/// <param name="HasNull">Whether what is missing is a category of its own, the last: it was there when the categories were found.</param>
public sealed record OneHotTransform(string Column, LogicalType Type, IReadOnlyList<Scalar> Categories, bool HasNull) : FittedTransform(Column, Type);
