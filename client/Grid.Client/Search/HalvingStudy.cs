using Grid.Learning;

namespace Grid.Client;

/// <summary>A search by successive halving: a study a round, of the candidates that are left.</summary>
internal static class HalvingStudy
{
    private const string Trees = "trees", ByRows = "rows";

    /// <summary>The rounds of a search that is not by rows.</summary>
    /// <exception cref="LearningException">The search makes no sense, or says itself how many trees its forests have.</exception>
    public static IReadOnlyList<HalvingRound> Rounds(ForestSearch search)
    {
        int candidates = Check(search).Candidates.Count;
        return search.Halving is not { } factor ? [new HalvingRound(0, candidates, search.NEstimators, candidates)]
            : IsByRows(search) ? throw new LearningException("the rounds of a search by rows follow from how many rows there are.")
            : HalvingSchedule.Of(candidates, factor, search.NEstimators);
    }

    /// <summary>Makes sure that rounds can be planned for a search that has some.</summary>
    /// <exception cref="LearningException">They cannot.</exception>
    public static SearchPlan Check(ForestSearch search)
    {
        var plan = SearchPlan.Of(search.Spec);
        if (search.Resource is not (null or Trees or ByRows))
            throw new LearningException($"rounds have ever more trees or rows, and not '{search.Resource}'.");
        if (search.Halving is not { } factor)
            return search.Resource is null ? plan : throw new LearningException($"only the rounds of a search by halving have ever more {search.Resource}; say by what factor.");
        if (IsByRows(search))
        {
            _ = HalvingSchedule.Of(plan.Candidates.Count, factor, 1);
            return search.Cv.Column is not { } column ? plan
                : throw new LearningException($"the splits that the column '{column}' tells of are not known before its rows are read; take folds of another kind, or halve by trees.");
        }
        if (plan.OwnModel is { } own)
            throw new LearningException($"halving gives the rounds ever more trees, and '{own}' is no forest; halve by rows.");
        return !plan.Candidates.Any(c => c.Settings.Any(s => s.Key == "n_estimators")) ? plan
            : throw new LearningException("halving says how many trees the forests of a round have, so the grid cannot name n_estimators; leave it out, the last round has what trees says.");
    }

    /// <summary>Whether rounds have ever more rows.</summary>
    public static bool IsByRows(ForestSearch search) => search.Resource == ByRows;

    /// <summary>The names under which the rounds of a named search are kept.</summary>
    public static IEnumerable<string> NamesOf(ForestSearch search) =>
        Enumerable.Range(0, HalvingSchedule.RoundsOf(SearchPlan.Of(search.Spec).Candidates.Count, search.Halving!.Value)).Select(round => NameOf(search.Name!, round));

    /// <summary>The name under which a round of a named search is kept.</summary>
    public static string NameOf(string search, int iteration) => $"{search}-round{iteration}";

    /// <summary>Runs the rounds one after the other.</summary>
    /// <param name="search">The search.</param>
    /// <param name="rounds">Its rounds.</param>
    /// <param name="run">Runs a round, a search of its own.</param>
    public static async Task<SearchOutcome> RunAsync(ForestSearch search, IReadOnlyList<HalvingRound> rounds, Func<ForestSearch, Task<SearchOutcome>> run)
    {
        bool isByRows = IsByRows(search);
        int[] left = [.. Enumerable.Range(0, rounds[0].Candidates)];
        var outcomes = new List<SearchOutcome>();
        foreach (var round in rounds)
        {
            bool isLast = round == rounds[^1];
            var part = search with { Halving = null, Only = left, NEstimators = isByRows ? search.NEstimators : round.Resources, Rows = isByRows ? round.Resources : null, Resource = null, Refit = search.Refit && isLast, Name = search.Name is null ? null : NameOf(search.Name, round.Iteration) };
            var outcome = await run(part).ConfigureAwait(false);
            outcomes.Add(outcome);
            int[] best = HalvingSchedule.Best([.. outcome.CvResults.Candidates.Select(c => c.MeanTestScore)], round.Remaining);
            left = Array.ConvertAll(best, i => left[i]);
        }
        var results = SearchResults.OfRounds([.. rounds.Zip(outcomes, (round, outcome) => (round, outcome.CvResults))], isByRows);
        return new SearchOutcome(results, outcomes[^1].BestForest)
        {
            TrialsTrained = outcomes.Sum(o => o.TrialsTrained),
            TrialsResumed = outcomes.Sum(o => o.TrialsResumed),
            Seconds = outcomes.Sum(o => o.Seconds),
            Notes = [.. outcomes.SelectMany(o => o.Notes).Distinct()],
        };
    }
}
