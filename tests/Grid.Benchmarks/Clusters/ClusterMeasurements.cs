namespace Grid.Benchmarks;

/// <summary>What the cluster benchmark measured, in seconds.</summary>
/// <param name="Starts">From nothing until an answer.</param>
/// <param name="Join">From the start of one more silo's process until the cluster has it.</param>
/// <param name="Calls">Calls of a grain: medians and 99th percentiles of batches.</param>
/// <param name="CallsPerSecond">With 64 calls under way.</param>
/// <param name="Describes">Describe on the same trips.</param>
/// <param name="SameAnswer">Whether both sides answered the same, to the bit.</param>
/// <param name="Load">Seconds of the load on either side.</param>
internal sealed record ClusterMeasurements(
    ClusterMeasurement Starts, Spread Join, IReadOnlyList<ClusterMeasurement> Calls, ClusterMeasurement CallsPerSecond,
    IReadOnlyList<ClusterMeasurement> Describes, ClusterMeasurement Load, bool SameAnswer);
