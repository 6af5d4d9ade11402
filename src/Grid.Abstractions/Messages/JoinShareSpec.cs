using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A share of the other side of a join.</summary>
/// <param name="Side">What is wanted of the other side.</param>
/// <param name="Source">The other side, alone.</param>
/// <param name="Part">Which part of the hashes of its keys the share is of, from 0.</param>
/// <param name="Parts">Of how many.</param>
[GenerateSerializer, Immutable, Alias("Grid.JoinShareSpec")]
public sealed record JoinShareSpec(
    [property: Id(0)] Encoded<JoinSideSpec> Side,
    [property: Id(1)] Encoded<JoinSources> Source,
    [property: Id(2)] int Part,
    [property: Id(3)] int Parts);
