using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A question to a dataset.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Question">What is asked.</param>
[GenerateSerializer, Immutable, Alias("Grid.QueryRequest")]
public sealed record QueryRequest(
    [property: Id(0)] string Dataset,
    [property: Id(1)] Encoded<Question> Question)
{
    /// <summary>The key of the one partition that is asked, and for nobody, so that it is told nowhere; null where somebody asks all of them.</summary>
    [Id(2)]
    public string? Rehearsed { get; init; }
}
