using Grid.Columns;
using Grid.Sources;

namespace Grid.Abstractions;

/// <summary>All that it takes to load a partition, alone, on any silo.</summary>
/// <param name="Split">The range of the source.</param>
/// <param name="Options">How to read it.</param>
/// <param name="Schema">The dataset's logical columns.</param>
/// <param name="FirstRow">Where its rows start in the dataset.</param>
/// <param name="ExpectedBytes">Bytes of memory that the rows take: as estimated, or as they took when they were loaded before.</param>
/// <param name="IsOnDemand">Whether the rows need not all be in memory: columns are then read when they are asked for, and let go when others need the room.</param>
/// <param name="Rows">How many rows there are, where that is known and <paramref name="Schema"/> is certain: nothing is read then before it is asked for. Otherwise negative.</param>
/// <param name="ColumnBytes">Bytes of memory that each column is expected to take, where the columns are told apart.</param>
/// <param name="IsCached">Whether columns that were read once are kept on local disk.</param>
[GenerateSerializer, Immutable, Alias("Grid.PartitionSpec")]
public sealed record PartitionSpec(
    [property: Id(0)] Encoded<SourceSplit> Split,
    [property: Id(1)] Encoded<CsvOptions> Options,
    [property: Id(2)] Encoded<Schema> Schema,
    [property: Id(3)] long FirstRow,
    [property: Id(4)] long ExpectedBytes,
    [property: Id(5)] bool IsOnDemand = false,
    [property: Id(6)] long Rows = -1,
    [property: Id(7)] IReadOnlyList<long>? ColumnBytes = null,
    [property: Id(8)] bool IsCached = false)
{
    /// <summary>Whether the same rows are to be loaded under the same types, whatever is expected of them.</summary>
    public bool IsSameAs(PartitionSpec? other) => other is not null && Equals(other with { ExpectedBytes = ExpectedBytes, Rows = Rows, ColumnBytes = ColumnBytes, IsCached = IsCached });
}
