namespace Grid.Benchmarks;

/// <summary>What the crowd of silos took; times in seconds, memory in bytes of the processes' resident sets.</summary>
/// <param name="Silos">How many formed the cluster.</param>
/// <param name="Left">How many were left at the end.</param>
/// <param name="Partitions">Partitions of the trips.</param>
/// <param name="Formation">From the start of the processes until all of them take work.</param>
/// <param name="Idle">Memory of a silo before anything is loaded.</param>
/// <param name="Load">Seconds of the load.</param>
/// <param name="Held">Memory of a silo once the trips are loaded and asked.</param>
/// <param name="Asks">What was asked, and the seconds with all silos and with those that were left.</param>
/// <param name="ScaleDown">From the first silo's being asked to end until the last of them has ended.</param>
/// <param name="SameAnswers">Whether one process, all silos, and those that were left gave the same answers, to the bit.</param>
internal sealed record CrowdMeasurements(
    int Silos, int Left, int Partitions, double Formation, Spread Idle, double Load, Spread Held,
    IReadOnlyList<(string Title, double All, double Left)> Asks, double ScaleDown, bool SameAnswers);
