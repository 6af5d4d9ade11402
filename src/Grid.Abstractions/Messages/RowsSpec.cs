using Grid.Query;

namespace Grid.Abstractions;

/// <summary>Which rows and columns of a dataset are read, as data.</summary>
/// <param name="Transforms">What is done to the dataset's rows, in order.</param>
/// <param name="Columns">The columns wanted, in this order; null for all.</param>
/// <param name="SortedBytes">Where each partition gives its rows as the transforms sort them, with the keys behind the columns: about how many bytes at a time. 0 for the order of the source.</param>
/// <param name="Cut">Where they are for a share of the other side of a join: which of them belong to it. Null for all.</param>
public sealed record RowsSpec(IReadOnlyList<Transform> Transforms, IReadOnlyList<string>? Columns, int SortedBytes = 0, JoinCut? Cut = null);
