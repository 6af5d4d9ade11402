using Grid.Learning;

namespace Grid.Abstractions;

/// <summary>Finished trials.</summary>
/// <param name="Trials">The trials.</param>
[GenerateSerializer, Immutable, Alias("Grid.TrialResults")]
public sealed record TrialResults([property: Id(0)] IReadOnlyList<Encoded<TrialResult>> Trials);
