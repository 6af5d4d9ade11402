namespace Grid.Client;

/// <summary>A dataset of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Load">How far it is loaded.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
/// <param name="Held">What the silos have of it in memory now, by their names; the rest is read again when it is next asked for.</param>
public sealed record NamedDataset(string Name, NamedDatasetPhase Phase, LoadProgress Load, string? Error, IReadOnlyList<HeldPart> Held)
{
    /// <summary>How many of its partitions are in memory now.</summary>
    public int PartitionsHeld => Held.Sum(part => part.Partitions);

    /// <summary>Bytes that they take.</summary>
    public long BytesHeld => Held.Sum(part => part.Bytes);

    internal static NamedDataset From(string name, DatasetStatus status, IReadOnlyList<HeldPart> held) =>
        new(name, Of(status.Phase), LoadProgress.From(status), status.Fault?.Message, held);

    private static NamedDatasetPhase Of(DatasetPhase phase) => phase switch
    {
        DatasetPhase.Empty => NamedDatasetPhase.Empty,
        DatasetPhase.Planning => NamedDatasetPhase.Planning,
        DatasetPhase.Planned => NamedDatasetPhase.Planned,
        DatasetPhase.Loading => NamedDatasetPhase.Loading,
        DatasetPhase.Ready => NamedDatasetPhase.Ready,
        _ => NamedDatasetPhase.Failed,
    };
}
