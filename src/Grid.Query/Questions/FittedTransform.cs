using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>A change of one column by figures that were fitted: what is kept of a <see cref="PreparationStep"/>, and travels.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its logical type when the figures were fitted; numbers of any type stand for one another.</param>
public abstract record FittedTransform(string Column, LogicalType Type) : Transform;

/// <summary>Puts a value where a column is null or NaN.</summary>
public sealed record FilledTransform(string Column, LogicalType Type, Scalar Value) : FittedTransform(Column, Type);

/// <summary>Takes <paramref name="Center"/> from a column of numbers, and divides by <paramref name="Scale"/>.</summary>
public sealed record ScaledTransform(string Column, LogicalType Type, double Center, double Scale) : FittedTransform(Column, Type)
{
    /// <summary>The unit that center and scale are of is 2 to the power of it: not 0 where values lie so far out that differences of them are no doubles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Exponent { get; init; }
}

/// <summary>Brings a column's values below <paramref name="Least"/> and above <paramref name="Most"/> to those; null bounds are none.</summary>
public sealed record ClippedTransform(string Column, LogicalType Type, Scalar Least, Scalar Most) : FittedTransform(Column, Type);

/// <summary>Keeps the rows in which columns are neither null nor NaN; null for all columns.</summary>
public sealed record DropNullsTransform(IReadOnlyList<string>? Columns) : Transform;
