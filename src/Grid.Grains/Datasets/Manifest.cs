using Grid.Columns;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>A loaded dataset: all that it takes to load any partition of it again and to get the same rows.</summary>
/// <param name="Load">The name of the load.</param>
/// <param name="Schema">The logical columns, as wide as the data needs.</param>
/// <param name="Options">How the source is read.</param>
/// <param name="Partitions">The partitions, in the order of their rows.</param>
/// <param name="Seconds">How long the load took.</param>
/// <param name="Notes">What was decided that may not be expected.</param>
/// <param name="Storage">How the columns lie in memory; null in manifests of before.</param>
internal sealed record Manifest(
    string Load, Schema Schema, CsvOptions Options, IReadOnlyList<ManifestPartition> Partitions, double Seconds, SourceNotes? Notes = null, TableStorage? Storage = null);
