using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>A loaded dataset as a question needs it.</summary>
/// <param name="Schema">The logical columns.</param>
/// <param name="Partitions">The partitions, in the order of their rows.</param>
/// <param name="IsOnDemand">Whether partitions let go of their rows when others need the room.</param>
[GenerateSerializer, Immutable, Alias("Grid.DatasetManifest")]
public sealed record DatasetManifest(
    [property: Id(0)] Encoded<Schema> Schema,
    [property: Id(1)] IReadOnlyList<PartitionEntry> Partitions,
    [property: Id(2)] bool IsOnDemand = false);
