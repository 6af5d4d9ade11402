using Grid.Sources;

namespace Grid.Grains;

/// <summary>One partition of a manifest.</summary>
/// <param name="Split">The range of the source.</param>
/// <param name="FirstRow">Where its rows start in the dataset.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="BytesHeld">Bytes of memory that they take.</param>
/// <param name="Silo">The silo that held them when they were loaded.</param>
internal sealed record ManifestPartition(SourceSplit Split, long FirstRow, long Rows, long BytesHeld, string Silo);
