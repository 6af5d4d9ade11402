namespace Grid.Abstractions;

/// <summary>Starts a study, and asks how far it is.</summary>
/// <param name="Run">A name for this run of the study: asked again under it, the run is observed; another starts the study again.</param>
/// <param name="Dataset">The dataset to learn from, loaded.</param>
/// <param name="Study">What to do.</param>
[GenerateSerializer, Immutable, Alias("Grid.StudyRequest")]
public sealed record StudyRequest(
    [property: Id(0)] string Run,
    [property: Id(1)] string Dataset,
    [property: Id(2)] Encoded<StudySpec> Study);
