using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A question that was asked lately.</summary>
/// <param name="Query">The key of its query, with which the names of its runs begin.</param>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Question">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Grid.WorkQuestion")]
public sealed record WorkQuestion(
    [property: Id(0)] string Query,
    [property: Id(1)] string Dataset,
    [property: Id(2)] Encoded<Question> Question);
