namespace Grid.Learning;

/// <summary>A row of a search's table; names are those of scikit-learn's cv_results_.</summary>
public sealed record CandidateScore
{
    /// <summary>What was scored (params).</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>Its scores by each scoring, the one that chooses the best first.</summary>
    public required IReadOnlyList<ScoreSummary> Scores { get; init; }

    /// <summary>The round of a search by halving (iter); null of one that has none.</summary>
    public int? Iteration { get; init; }

    /// <summary>The trees that the round's forests have, or the rows that the round has (n_resources); null of a search that has no rounds.</summary>
    public int? Resources { get; init; }

    /// <summary>The score on each split (split0_test_score and so on), by the scoring that chooses.</summary>
    public IReadOnlyList<double> SplitTestScores => Scores[0].SplitTestScores;

    /// <summary>Their mean.</summary>
    public double MeanTestScore => Scores[0].MeanTestScore;

    /// <summary>Their standard deviation, over n.</summary>
    public double StdTestScore => Scores[0].StdTestScore;

    /// <summary>1 for the best; equals have the least rank, and what could not be scored ranks last.</summary>
    public int RankTestScore => Scores[0].RankTestScore;

    /// <summary>Why the candidate could not be scored by the scoring that chooses; null where it was.</summary>
    public string? Fault => Scores[0].Fault;

    /// <summary>
    /// Seconds that fitting took a split, on average. A family is fitted once for all its members; each is given an equal
    /// share of that time.
    /// </summary>
    public required double MeanFitTime { get; init; }
}
