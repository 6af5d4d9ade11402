using Grid.Query;

namespace Grid.Abstractions;

/// <summary>Which rows and columns of a dataset are read, as data.</summary>
/// <param name="Transforms">What is done to the dataset's rows, in order.</param>
/// <param name="Columns">The columns wanted, in this order; null for all.</param>
public sealed record RowsSpec(IReadOnlyList<Transform> Transforms, IReadOnlyList<string>? Columns);
