namespace Grid.Learning;

/// <summary>The table of a search.</summary>
public sealed class SearchResults
{
    private SearchResults(SearchPlan plan, IReadOnlyList<CandidateScore> candidates)
    {
        (Scoring, Candidates) = (plan.Scoring, candidates);
        Best = candidates.First(c => c.RankTestScore == 1);
    }

    /// <summary>How the candidates were scored.</summary>
    public Scoring Scoring { get; }

    /// <summary>The candidates in their order.</summary>
    public IReadOnlyList<CandidateScore> Candidates { get; }

    /// <summary>The first candidate of rank 1.</summary>
    public CandidateScore Best { get; }

    /// <summary>Makes the table of finished trials.</summary>
    /// <param name="plan">The search.</param>
    /// <param name="splits">How many splits it has.</param>
    /// <param name="trials">The result of each family and split, in any order.</param>
    /// <exception cref="ArgumentException">A trial is missing.</exception>
    public static SearchResults Of(SearchPlan plan, int splits, IEnumerable<TrialResult> trials)
    {
        var scores = plan.Candidates.Select(_ => new double?[splits]).ToArray();
        var seconds = new double[plan.Candidates.Count];
        foreach (var trial in trials.OrderBy(t => t.Split))
        {
            var members = plan.Families[trial.Family].Members;
            for (int m = 0; m < members.Count; m++)
            {
                scores[members[m].Index][trial.Split] = trial.Scores[m];
                seconds[members[m].Index] += trial.GrowSeconds / members.Count;
            }
        }
        if (scores.Any(s => s.Contains(null)))
            throw new ArgumentException("A trial of the search is missing.", nameof(trials));
        var table = scores.Select(s => Array.ConvertAll(s, v => v!.Value)).ToArray();
        var means = Array.ConvertAll(table, s => s.Sum() / splits);
        return new SearchResults(plan, [.. plan.Candidates.Select((candidate, i) => new CandidateScore
        {
            Candidate = candidate,
            SplitTestScores = table[i],
            MeanTestScore = means[i],
            StdTestScore = Math.Sqrt(table[i].Sum(s => (s - means[i]) * (s - means[i])) / splits),
            RankTestScore = Rank(means, i),
            MeanFitTime = seconds[i] / splits,
        })]);
    }

    private static int Rank(double[] means, int candidate) => 1 + (double.IsNaN(means[candidate])
        ? means.Count(m => !double.IsNaN(m))
        : means.Count(m => m > means[candidate]));
}
