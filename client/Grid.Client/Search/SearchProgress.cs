using Grid.Learning;

namespace Grid.Client;

/// <summary>How far a search has come.</summary>
public sealed record SearchProgress
{
    /// <summary>Trials that are finished and stored: a family of candidates on a split each. Those of an earlier run are among them.</summary>
    public required int TrialsDone { get; init; }

    /// <summary>How many trials there are; 0 while the data is made ready.</summary>
    public required int Trials { get; init; }

    /// <summary>How many of the finished trials an earlier run of the study had done.</summary>
    public required int TrialsResumed { get; init; }

    /// <summary>Candidates that have a score for every split.</summary>
    public required int CandidatesScored { get; init; }

    /// <summary>How many candidates there are.</summary>
    public required int Candidates { get; init; }

    /// <summary>The best mean score so far.</summary>
    public double? BestScore { get; init; }

    /// <summary>The candidate that has it.</summary>
    public Candidate? Best { get; init; }

    /// <summary>Seconds since the search was started.</summary>
    public required double Seconds { get; init; }

    /// <summary>About how many more it will take; null where that cannot be told yet.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>What is worth knowing of the folds, a line each: classes with fewer rows than folds. Known from the first trial on.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Between 0 and 1, by trials.</summary>
    public double Share => Trials == 0 ? 0 : (double)TrialsDone / Trials;
}
