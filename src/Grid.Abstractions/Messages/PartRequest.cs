namespace Grid.Abstractions;

/// <summary>Asks a combiner for a piece of a part of the groups that it holds.</summary>
/// <param name="Number">Of which scan.</param>
/// <param name="Part">Which part, from 0.</param>
/// <param name="Parts">Of how many.</param>
/// <param name="From">Where the piece starts: 0 for the first.</param>
[GenerateSerializer, Immutable, Alias("Grid.PartRequest")]
public sealed record PartRequest([property: Id(0)] int Number, [property: Id(1)] int Part, [property: Id(2)] int Parts, [property: Id(3)] int From);
