namespace Grid.Abstractions;

/// <summary>One family on one split, or a block of its trees.</summary>
/// <param name="Study">The study.</param>
/// <param name="Run">The run of it: names the training data.</param>
/// <param name="Family">The family's position.</param>
/// <param name="Split">The split.</param>
/// <param name="FirstTree">The first tree of the block.</param>
/// <param name="EndTree">The tree after its last.</param>
[GenerateSerializer, Immutable, Alias("Grid.TrialRequest")]
public sealed record TrialRequest(
    [property: Id(0)] string Study,
    [property: Id(1)] string Run,
    [property: Id(2)] int Family,
    [property: Id(3)] int Split,
    [property: Id(4)] int FirstTree,
    [property: Id(5)] int EndTree);
