namespace Grid.Abstractions;

/// <summary>A candidate of a <see cref="StudyBoard"/>.</summary>
/// <param name="Index">Its position among the study's candidates.</param>
/// <param name="Values">What it sets the board's parameters to; null for one that it leaves alone.</param>
/// <param name="Scores">Its score on each split; null where that is not known yet, NaN where it is not defined.</param>
/// <param name="Mean">Their mean; null while one is not known, NaN where one is not defined.</param>
/// <param name="Seconds">When the mean was known, in seconds of the run's training; null while it is not.</param>
[GenerateSerializer, Immutable, Alias("Grid.StudyBoardRow")]
public sealed record StudyBoardRow(
    [property: Id(0)] int Index,
    [property: Id(1)] IReadOnlyList<string?> Values,
    [property: Id(2)] IReadOnlyList<double?> Scores,
    [property: Id(3)] double? Mean,
    [property: Id(4)] double? Seconds);
