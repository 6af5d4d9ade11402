namespace Grid.Flight;

/// <summary>What an endpoint of rows is of.</summary>
/// <param name="Silo">The silo whose door it names; null for none.</param>
/// <param name="Runs">The partitions, in the order in which they are read.</param>
internal sealed record PlannedEndpoint(string? Silo, IReadOnlyList<PartitionRun> Runs);
