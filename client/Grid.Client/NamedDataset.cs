using Grid.Grains;

namespace Grid.Client;

/// <summary>A dataset of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Load">How far it is loaded.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
public sealed record NamedDataset(string Name, DatasetPhase Phase, LoadProgress Load, string? Error)
{
    internal static NamedDataset From(string name, DatasetStatus status) => new(name, status.Phase, LoadProgress.From(status), status.Fault?.Message);
}
