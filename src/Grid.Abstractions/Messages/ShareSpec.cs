using Grid.Columns;
using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A silo's share of the groups of a question.</summary>
/// <param name="Question">What is asked, a <see cref="GroupByQuestion"/>.</param>
/// <param name="Schema">The columns.</param>
/// <param name="Slices">How many slices the groups come in, one a scan.</param>
/// <param name="Keys">How many keys they have.</param>
/// <param name="Part">Which part of their hashes is this silo's, from 0.</param>
/// <param name="Parts">Of how many.</param>
[GenerateSerializer, Immutable, Alias("Grid.ShareSpec")]
public sealed record ShareSpec(
    [property: Id(0)] Encoded<Question> Question,
    [property: Id(1)] Encoded<Schema> Schema,
    [property: Id(2)] int Slices,
    [property: Id(3)] int Keys,
    [property: Id(4)] int Part,
    [property: Id(5)] int Parts);
