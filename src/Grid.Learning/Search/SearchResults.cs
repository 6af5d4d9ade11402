namespace Grid.Learning;

/// <summary>The table of a search.</summary>
public sealed class SearchResults
{
    private SearchResults(SearchPlan plan, int splits, IReadOnlyList<CandidateScore> candidates)
    {
        (Scorings, Splits, Candidates) = (plan.Scorings, splits, candidates);
        Best = candidates.FirstOrDefault(c => c.RankTestScore == 1 && c.Fault is null);
    }

    /// <summary>How the candidates were scored: the scoring that chooses the best first.</summary>
    public IReadOnlyList<Scoring> Scorings { get; }

    /// <summary>The scoring that chooses the best.</summary>
    public Scoring Scoring => Scorings[0];

    /// <summary>How many splits each candidate was scored on.</summary>
    public int Splits { get; }

    /// <summary>The candidates in their order.</summary>
    public IReadOnlyList<CandidateScore> Candidates { get; }

    /// <summary>The first candidate of rank 1; null where none could be scored.</summary>
    public CandidateScore? Best { get; }

    /// <summary>The best candidate.</summary>
    /// <exception cref="LearningException">None could be scored: the message says why.</exception>
    public CandidateScore RequireBest() =>
        Best ?? throw new LearningException($"no candidate could be scored by {Scoring}, so that none is the best: {Candidates[0].Fault}; ask for another scoring.");

    /// <summary>Makes the table of finished trials.</summary>
    /// <param name="plan">The search.</param>
    /// <param name="splits">How many splits it has.</param>
    /// <param name="trials">The result of each family and split, in any order.</param>
    /// <exception cref="ArgumentException">A trial is missing.</exception>
    public static SearchResults Of(SearchPlan plan, int splits, IEnumerable<TrialResult> trials)
    {
        int count = plan.Candidates.Count;
        var table = plan.Scorings.Select(_ => plan.Candidates.Select(_ => new double?[splits]).ToArray()).ToArray();
        var seconds = new double[count];
        foreach (var trial in trials.OrderBy(t => t.Split))
        {
            var members = plan.Families[trial.Family].Members;
            for (int m = 0; m < members.Count; m++)
            {
                for (int s = 0; s < table.Length; s++)
                    table[s][members[m].Index][trial.Split] = trial.Scores[s * members.Count + m];
                seconds[members[m].Index] += trial.GrowSeconds / members.Count;
            }
        }
        if (table[0].Any(s => s.Contains(null)))
            throw new ArgumentException("A trial of the search is missing.", nameof(trials));
        var scores = table.Select((byCandidate, s) => ScoreColumn.Of(plan.Scorings[s], [.. byCandidate.Select(row => Array.ConvertAll(row, v => v!.Value))])).ToArray();
        return new SearchResults(plan, splits, [.. plan.Candidates.Select((candidate, i) => new CandidateScore
        {
            Candidate = candidate,
            Scores = [.. scores.Select(column => column[i])],
            MeanFitTime = seconds[i] / splits,
        })]);
    }
}
