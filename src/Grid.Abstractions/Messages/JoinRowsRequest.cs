using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>Asks a share of the other side of a join for the rows of some keys, a chunk at a time.</summary>
/// <param name="Reader">Who reads: a name under which the chunks are kept until the last is given.</param>
/// <param name="Keys">The keys, each once.</param>
/// <param name="FirstRow">The first row wanted, of those rows.</param>
[GenerateSerializer, Immutable, Alias("Grid.JoinRowsRequest")]
public sealed record JoinRowsRequest(
    [property: Id(0)] string Reader,
    [property: Id(1)] Encoded<RecordBatch> Keys,
    [property: Id(2)] long FirstRow);
