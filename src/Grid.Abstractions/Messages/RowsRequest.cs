namespace Grid.Abstractions;

/// <summary>Asks a partition for rows, a chunk at a time.</summary>
/// <param name="Reader">Who reads: a name under which the chunks are kept until the last is given.</param>
/// <param name="Rows">Which rows and columns.</param>
/// <param name="FirstRow">The first row wanted, of those rows: a position that holds wherever the partition is, however it was loaded.</param>
[GenerateSerializer, Immutable, Alias("Grid.RowsRequest")]
public sealed record RowsRequest(
    [property: Id(0)] string Reader,
    [property: Id(1)] Encoded<RowsSpec> Rows,
    [property: Id(2)] long FirstRow);
