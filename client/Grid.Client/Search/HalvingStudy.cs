using Grid.Learning;

namespace Grid.Client;

/// <summary>A search by successive halving: a study a round, of the candidates that are left.</summary>
internal static class HalvingStudy
{
    /// <summary>The rounds of a search.</summary>
    /// <exception cref="LearningException">The search makes no sense, or says itself how many trees its forests have.</exception>
    public static IReadOnlyList<HalvingRound> Rounds(ForestSearch search)
    {
        var plan = SearchPlan.Of(search.Spec);
        if (search.Halving is not { } factor)
            return [new HalvingRound(0, plan.Candidates.Count, search.NEstimators, plan.Candidates.Count)];
        if (plan.OwnModel is { } own)
            throw new LearningException($"halving gives the rounds ever more trees, and '{own}' is no forest; leave it out.");
        if (plan.Candidates.Any(c => c.Settings.Any(s => s.Key == "n_estimators")))
            throw new LearningException("halving says how many trees the forests of a round have, so the grid cannot name n_estimators; leave it out, the last round has what trees says.");
        return HalvingSchedule.Of(plan.Candidates.Count, factor, search.NEstimators);
    }

    /// <summary>The name under which a round of a named search is kept.</summary>
    public static string NameOf(string search, int iteration) => $"{search}-round{iteration}";

    /// <summary>Runs the rounds one after the other.</summary>
    /// <param name="search">The search.</param>
    /// <param name="run">Runs a round, a search of its own.</param>
    public static async Task<SearchOutcome> RunAsync(ForestSearch search, Func<ForestSearch, Task<SearchOutcome>> run)
    {
        var rounds = Rounds(search);
        int[] left = [.. Enumerable.Range(0, rounds[0].Candidates)];
        var outcomes = new List<SearchOutcome>();
        foreach (var round in rounds)
        {
            bool isLast = round == rounds[^1];
            var part = search with { Halving = null, Only = left, NEstimators = round.Resources, Refit = search.Refit && isLast, Name = search.Name is null ? null : NameOf(search.Name, round.Iteration) };
            var outcome = await run(part).ConfigureAwait(false);
            outcomes.Add(outcome);
            int[] best = HalvingSchedule.Best([.. outcome.CvResults.Candidates.Select(c => c.MeanTestScore)], round.Remaining);
            left = Array.ConvertAll(best, i => left[i]);
        }
        var results = SearchResults.OfRounds([.. rounds.Zip(outcomes, (round, outcome) => (round, outcome.CvResults))]);
        return new SearchOutcome(results, outcomes[^1].BestForest)
        {
            TrialsTrained = outcomes.Sum(o => o.TrialsTrained),
            TrialsResumed = outcomes.Sum(o => o.TrialsResumed),
            Seconds = outcomes.Sum(o => o.Seconds),
            Notes = [.. outcomes.SelectMany(o => o.Notes).Distinct()],
        };
    }
}
