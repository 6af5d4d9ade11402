using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>A loaded dataset as a question needs it.</summary>
/// <param name="Schema">The logical columns.</param>
/// <param name="Partitions">The partitions, in the order of their rows.</param>
[GenerateSerializer, Immutable, Alias("Grid.DatasetManifest")]
public sealed record DatasetManifest(
    [property: Id(0)] Encoded<Schema> Schema,
    [property: Id(1)] IReadOnlyList<PartitionEntry> Partitions);
