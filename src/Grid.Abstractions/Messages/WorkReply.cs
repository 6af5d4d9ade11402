namespace Grid.Abstractions;

/// <summary>What the compute threads of a silo did since somebody last asked.</summary>
/// <param name="Next">Where whoever asks next goes on.</param>
/// <param name="NextQuestion">The same of the questions.</param>
/// <param name="Now">The silo's clock: microseconds since 1970.</param>
/// <param name="Threads">How many compute threads it has.</param>
/// <param name="Done">What has ended, in the order of its end.</param>
/// <param name="Running">What is under way.</param>
/// <param name="Questions">The questions whose queries this silo has.</param>
[GenerateSerializer, Immutable, Alias("Grid.WorkReply")]
public sealed record WorkReply(
    [property: Id(0)] long Next,
    [property: Id(1)] long NextQuestion,
    [property: Id(2)] long Now,
    [property: Id(3)] int Threads,
    [property: Id(4)] IReadOnlyList<WorkItem> Done,
    [property: Id(5)] IReadOnlyList<WorkItem> Running,
    [property: Id(6)] IReadOnlyList<WorkQuestion> Questions);
