namespace Grid.Grains;

/// <summary>What a study stores of itself; its trials are stored in segments of their own.</summary>
[GenerateSerializer, Alias("Grid.StudyState")]
public sealed class StudyState
{
    /// <summary>Names the search that the trials belong to; null for none.</summary>
    [Id(0)]
    public string? Search { get; set; }

    /// <summary>Names the rows that they learned from.</summary>
    [Id(1)]
    public string? Data { get; set; }

    /// <summary>How many trials there are.</summary>
    [Id(2)]
    public int Trials { get; set; }

    /// <summary>Trials of each family: one a split of the folds. 0 in what earlier releases have stored.</summary>
    [Id(3)]
    public int Splits { get; set; }

    /// <summary>Scores of each candidate: one a scoring. 0, for one, in what earlier releases have stored.</summary>
    [Id(4)]
    public int Scorings { get; set; }
}
