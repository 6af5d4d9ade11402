namespace Grid.Client;

/// <summary>What a silo has in memory of a dataset.</summary>
/// <param name="Silo">The silo's name.</param>
/// <param name="Partitions">How many partitions.</param>
/// <param name="Bytes">Bytes that they take.</param>
public sealed record HeldPart(string Silo, int Partitions, long Bytes);
