namespace Grid.Learning;

/// <summary>A candidate's scores by one scoring.</summary>
public sealed record ScoreSummary
{
    /// <summary>How it was scored.</summary>
    public required Scoring Scoring { get; init; }

    /// <summary>The score on each split; NaN where it is not defined.</summary>
    public required IReadOnlyList<double> SplitTestScores { get; init; }

    /// <summary>Their mean; NaN where one of them is not defined.</summary>
    public required double MeanTestScore { get; init; }

    /// <summary>Their standard deviation, over n.</summary>
    public required double StdTestScore { get; init; }

    /// <summary>1 for the best of the candidates; equals have the least rank, and what could not be scored ranks last.</summary>
    public required int RankTestScore { get; init; }

    /// <summary>Why the candidate could not be scored; null where it was.</summary>
    public string? Fault { get; init; }
}
