namespace Grid.Benchmarks;

/// <summary>One figure of both sides.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="InProcess">In this process.</param>
/// <param name="Silos">With silos in processes of their own.</param>
internal sealed record ClusterMeasurement(string Title, Spread InProcess, Spread Silos);
