namespace Grid.Flight;

/// <summary>Partitions that follow one another.</summary>
/// <param name="First">The position of the first.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct PartitionRun(int First, int Count);
