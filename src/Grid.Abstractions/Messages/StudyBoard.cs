namespace Grid.Abstractions;

/// <summary>What the candidates of a study's run have scored so far, for whoever looks on.</summary>
/// <param name="Scoring">The scoring that chooses the best.</param>
/// <param name="Splits">How many splits each candidate is scored on.</param>
/// <param name="Total">How many candidates there are in all.</param>
/// <param name="Parameters">The parameters that the search sets.</param>
/// <param name="Candidates">The candidates, the best first, and then those that have no mean yet; of very many the first.</param>
[GenerateSerializer, Immutable, Alias("Grid.StudyBoard")]
public sealed record StudyBoard(
    [property: Id(0)] string Scoring,
    [property: Id(1)] int Splits,
    [property: Id(2)] int Total,
    [property: Id(3)] IReadOnlyList<string> Parameters,
    [property: Id(4)] IReadOnlyList<StudyBoardRow> Candidates);
