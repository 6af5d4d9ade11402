namespace Grid.Benchmarks;

/// <summary>Something that is timed.</summary>
/// <param name="Id">What sessions call it.</param>
/// <param name="Title">What the tables call it.</param>
internal sealed record SearchOperation(string Id, string Title)
{
    public static IReadOnlyList<SearchOperation> All { get; } =
    [
        new("search", "the search, refit included"),
        new("classify", "a forest of 5 classes: fit"),
        new("classify_predict", "a forest of 5 classes: predict"),
        new("regress", "a forest of numbers: fit"),
        new("regress_predict", "a forest of numbers: predict"),
        new(Large, "a forest of numbers on very many rows: fit"),
    ];

    /// <summary>The training on very many rows, which Grid's kernels alone do.</summary>
    public const string Large = "large";

    /// <summary>What can be asked for: a fit goes with its prediction.</summary>
    public static IReadOnlyList<string> Names { get; } = ["search", "classify", "regress", Large];
}
