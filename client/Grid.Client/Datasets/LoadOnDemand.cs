namespace Grid.Client;

/// <summary>That a table does not fit in memory, and that its partitions are therefore read when they are asked for.</summary>
/// <param name="Needed">Bytes of memory that all rows would take: as estimated, or as found.</param>
/// <param name="Given">Bytes that were left for them.</param>
/// <param name="Cache">The folder in which columns are kept that were read once; null for none.</param>
public sealed record LoadOnDemand(long Needed, long Given, string? Cache);
