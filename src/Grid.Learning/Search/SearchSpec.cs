using System.Text.Json.Serialization;

namespace Grid.Learning;

/// <summary>What a search is asked to do, as data: it travels and is stored as JSON.</summary>
public sealed record SearchSpec
{
    /// <summary>What is to be predicted.</summary>
    public LearningTask Task { get; init; }

    /// <summary>The model: random_forest or extra_trees; null for random_forest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Model { get; init; }

    /// <summary>The combinations to score, as <see cref="SearchSpace.Parse"/> reads them.</summary>
    public required string Grid { get; init; }

    /// <summary>How many of them to draw at random; null for all.</summary>
    public int? RandomCandidates { get; init; }

    /// <summary>The positions of those candidates that are scored, in this order; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<int>? Only { get; init; }

    /// <summary>How many rows a round of a search by rows has, of which each split takes its share, drawn by the seed; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Rows { get; init; }

    /// <summary>Trees a forest, where the grid does not say.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>How to score, by names parted by commas; null for accuracy or r2.</summary>
    public string? Scoring { get; init; }

    /// <summary>Which of several scorings chooses the best candidate; null for the first.</summary>
    /// <remarks>Options that came later are left out where they are not set, so that studies of earlier releases go on.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? RefitScoring { get; init; }

    /// <summary>How rows are shared out over folds.</summary>
    public FoldOptions Folds { get; init; } = new();

    /// <summary>Where the forests' random draws start from.</summary>
    public ulong Seed { get; init; }
}
