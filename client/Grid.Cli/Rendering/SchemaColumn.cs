using Grid.Columns;
using Grid.Query;

namespace Grid.Cli;

/// <summary>A column as <c>grid schema</c> tells of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its logical type.</param>
/// <param name="Storage">How it lies in memory, or in its files where it is not loaded; null for one that is computed.</param>
/// <param name="Nulls">In how many rows it is null.</param>
/// <param name="Bytes">Bytes of memory that it takes, or is expected to; null for one that is computed.</param>
/// <param name="Example">The first value that is not null among the first rows; null where there is none.</param>
internal sealed record SchemaColumn(string Name, LogicalType Type, string? Storage, long Nulls, long? Bytes, Scalar Example);
