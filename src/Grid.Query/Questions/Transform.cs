using System.Text.Json.Serialization;

namespace Grid.Query;

/// <summary>A lazy change of a table; partitions apply it when a question is asked of the result.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(WhereTransform), "where")]
[JsonDerivedType(typeof(SelectTransform), "select")]
[JsonDerivedType(typeof(DropTransform), "drop")]
[JsonDerivedType(typeof(WithColumnTransform), "with")]
[JsonDerivedType(typeof(FillMissingTransform), "fill")]
[JsonDerivedType(typeof(SampleTransform), "sample")]
[JsonDerivedType(typeof(SortTransform), "sort")]
[JsonDerivedType(typeof(DropNullsTransform), "drop_nulls")]
[JsonDerivedType(typeof(FilledTransform), "filled")]
[JsonDerivedType(typeof(ScaledTransform), "scaled")]
[JsonDerivedType(typeof(ClippedTransform), "clipped")]
[JsonDerivedType(typeof(JoinTransform), "join")]
[JsonDerivedType(typeof(OneHotTransform), "onehot")]
[JsonDerivedType(typeof(OrdinalTransform), "ordinal")]
[JsonDerivedType(typeof(DropCorrelatedTransform), "drop_correlated")]
[JsonDerivedType(typeof(GapTransform), "gaps")]
[JsonDerivedType(typeof(PlaceTransform), "place")]
[JsonDerivedType(typeof(SplitTransform), "split")]
[JsonDerivedType(typeof(SplitNumbersTransform), "split_numbers")]
public abstract record Transform;

/// <summary>Keeps the rows for which <paramref name="Condition"/> is true; null is not true.</summary>
public sealed record WhereTransform(string Condition) : Transform;

/// <summary>Keeps these columns, in this order.</summary>
public sealed record SelectTransform(IReadOnlyList<string> Columns) : Transform;

/// <summary>Leaves these columns out.</summary>
public sealed record DropTransform(IReadOnlyList<string> Columns) : Transform;

/// <summary>Adds a column computed from others, or replaces the one of that name.</summary>
public sealed record WithColumnTransform(string Name, string Expression) : Transform;

/// <summary>Puts a literal, written as in an expression, where a column is null or NaN.</summary>
public sealed record FillMissingTransform(string Column, string Literal) : Transform;

/// <summary>Keeps a share of the rows, about that many, drawn at random: the same rows for a seed, however the table is cut into partitions.</summary>
public sealed record SampleTransform(double Share, long Seed) : Transform;

/// <summary>
/// Sorts the rows by columns or expressions, each with <c>desc</c> behind it where the greatest comes first. What is missing, null or NaN, comes last,
/// and equals stay in the order that they had.
/// </summary>
public sealed record SortTransform(IReadOnlyList<string> By) : Transform;
