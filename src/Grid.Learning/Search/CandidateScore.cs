namespace Grid.Learning;

/// <summary>A row of a search's table; names are those of scikit-learn's cv_results_.</summary>
public sealed record CandidateScore
{
    /// <summary>What was scored (params).</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>The score on each split (split0_test_score and so on).</summary>
    public required IReadOnlyList<double> SplitTestScores { get; init; }

    /// <summary>Their mean.</summary>
    public required double MeanTestScore { get; init; }

    /// <summary>Their standard deviation, over n.</summary>
    public required double StdTestScore { get; init; }

    /// <summary>1 for the best; equals have the least rank, and NaN ranks last.</summary>
    public required int RankTestScore { get; init; }

    /// <summary>
    /// Seconds that fitting took a split, on average. A family is fitted once for all its members; each is given an equal
    /// share of that time.
    /// </summary>
    public required double MeanFitTime { get; init; }
}
