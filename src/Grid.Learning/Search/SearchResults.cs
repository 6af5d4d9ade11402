namespace Grid.Learning;

/// <summary>The table of a search.</summary>
public sealed class SearchResults
{
    private SearchResults(IReadOnlyList<Scoring> scorings, int splits, IReadOnlyList<CandidateScore> candidates)
    {
        (Scorings, Splits, Candidates) = (scorings, splits, candidates);
        // Of a search in rounds, of the last.
        int? last = candidates[^1].Iteration;
        Best = candidates.Where(c => c.Iteration == last && c.Fault is null).MinBy(c => c.RankTestScore);
    }

    /// <summary>How the candidates were scored: the scoring that chooses the best first.</summary>
    public IReadOnlyList<Scoring> Scorings { get; }

    /// <summary>The scoring that chooses the best.</summary>
    public Scoring Scoring => Scorings[0];

    /// <summary>Whether its rounds, if it has any, have ever more rows, and not trees.</summary>
    public bool IsByRows { get; private init; }

    /// <summary>How many splits each candidate was scored on.</summary>
    public int Splits { get; }

    /// <summary>The candidates in their order.</summary>
    public IReadOnlyList<CandidateScore> Candidates { get; }

    /// <summary>The first candidate of the least rank, of a search in rounds among those of the last; null where none could be scored.</summary>
    public CandidateScore? Best { get; }

    /// <summary>The best candidate.</summary>
    /// <exception cref="LearningException">None could be scored: the message says why.</exception>
    public CandidateScore RequireBest() =>
        Best ?? throw new LearningException($"no candidate could be scored by {Scoring}, so that none is the best: {Candidates[0].Fault}; ask for another scoring.");

    /// <summary>The table of a search in rounds: all rows of all of them, ranked together as scikit-learn ranks them.</summary>
    /// <param name="rounds">The rounds with their tables, in their order.</param>
    /// <param name="isByRows">Whether they have ever more rows.</param>
    public static SearchResults OfRounds(IReadOnlyList<(HalvingRound Round, SearchResults Results)> rounds, bool isByRows = false)
    {
        var first = rounds[0].Results;
        CandidateScore[] rows = [.. rounds.SelectMany(r => r.Results.Candidates.Select(c => c with { Iteration = r.Round.Iteration, Resources = r.Round.Resources }))];
        var scores = first.Scorings.Select((scoring, s) => ScoreColumn.Of(scoring, [.. rows.Select(row => row.Scores[s].SplitTestScores.ToArray())])).ToArray();
        return new SearchResults(first.Scorings, first.Splits, [.. rows.Select((row, i) => row with { Scores = [.. scores.Select(column => column[i])] })]) { IsByRows = isByRows };
    }

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
        return new SearchResults(plan.Scorings, splits, [.. plan.Candidates.Select((candidate, i) => new CandidateScore
        {
            Candidate = candidate,
            Scores = [.. scores.Select(column => column[i])],
            MeanFitTime = seconds[i] / splits,
        })]);
    }
}
