namespace Grid.Benchmarks;

/// <summary>What a cluster of some silos took, in seconds and bytes.</summary>
/// <param name="Silos">How many silos.</param>
/// <param name="Partitions">Partitions of the trips.</param>
/// <param name="Formation">From the start of the processes until all of them take work.</param>
/// <param name="Idle">Memory of a silo before anything is loaded.</param>
/// <param name="IdleSeconds">Processor seconds that a silo takes in a second in which nothing is asked.</param>
/// <param name="Load">Seconds of the load.</param>
/// <param name="Call">A call of a grain by a client, its median and 99th percentile.</param>
/// <param name="Query">A query over all partitions, its median and 99th percentile.</param>
internal sealed record ScaleMeasurements(
    int Silos, int Partitions, double Formation, Spread Idle, double IdleSeconds, double Load, (double Median, double Slow) Call, (double Median, double Slow) Query);
