namespace Grid.Learning;

/// <summary>
/// A search made ready: its candidates, their families, and how they are scored. The same spec gives the same plan
/// everywhere, so that trials are told by numbers alone: family and split.
/// </summary>
public sealed class SearchPlan
{
    private SearchPlan(IReadOnlyList<Candidate> candidates, IReadOnlyList<Scoring> scorings, string? ownModel)
    {
        (Candidates, Scorings, OwnModel) = (candidates, scorings, ownModel);
        Families = ownModel is null ? Family.Of(candidates) : Family.Apart(candidates);
    }

    /// <summary>The name of a model of the user's own; null for the grid's forests.</summary>
    public string? OwnModel { get; }

    /// <summary>The candidates, in their order.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>The candidates by families.</summary>
    public IReadOnlyList<Family> Families { get; }

    /// <summary>How they are scored: the scoring that chooses the best first, then the others in the order that they were asked for.</summary>
    public IReadOnlyList<Scoring> Scorings { get; }

    /// <summary>The scoring that chooses the best.</summary>
    public Scoring Scoring => Scorings[0];

    /// <summary>Makes the plan of a spec.</summary>
    /// <exception cref="LearningException">A parameter, a value or the scoring is unknown, they or the folds make no sense, or there are 0 candidates.</exception>
    public static SearchPlan Of(SearchSpec spec)
    {
        var scorings = Scoring.ParseAll(spec.Scoring, spec.RefitScoring, spec.Task);
        string? own = ForestModel.IsForest(spec.Model) ? null : spec.Model;
        // A model of the user's own has parameters of its own: what it takes is for it to say.
        var rules = own is null ? ForestModel.Defaults(spec.Model, spec.Task) with { Trees = spec.Trees, Seed = spec.Seed } : ForestParameters.SingleTree(spec.Task) with { Seed = spec.Seed };
        rules.Validate();
        spec.Folds.Validate(spec.Task);
        var space = SearchSpace.Read(spec.Grid, own is not null);
        var candidates = spec.RandomCandidates is { } count ? space.Draw(count, spec.Seed, rules) : space.Candidates(rules);
        return new SearchPlan(spec.Only is { } only ? [.. only.Select((at, i) => new Candidate(i, candidates[at].Settings, candidates[at].Parameters))] : candidates, scorings, own);
    }

    /// <summary>Makes sure that the scoring that chooses is defined on every split, and that the others fit the target.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="folds">The splits.</param>
    /// <returns>What of the other scorings is not defined, a line each.</returns>
    /// <exception cref="LearningException">No candidate could be scored: the message says why, and what to do.</exception>
    public IReadOnlyList<string> RequireDefined(TrainingMatrix matrix, FoldPlan folds)
    {
        Scoring.RequireDefined(matrix, folds);
        for (int split = 0; matrix.WeightArray is { } weights && split < folds.Splits; split++)
        {
            if (Array.TrueForAll(folds.TrainingRows(split), row => weights[row] == 0))
                throw new LearningException($"the rows that split {split} trains on all have the weight 0 in '{matrix.WeightColumn}'; shuffle the folds (--cv repeated:1), or ask for others.");
        }
        foreach (var candidate in Candidates.DistinctBy(c => c.Parameters.ClassWeight).Where(_ => matrix.Labels is not null))
            candidate.Parameters.ClassWeight.RequireClasses(matrix.Labels!, matrix.Target);
        foreach (var scoring in Scorings.Where(s => s.Needs == ScoreNeeds.TwoClasses))
            scoring.RequireDefined(matrix, folds);
        return [.. Scorings.Skip(1).Select(s => ScoreLimits.WhyUndefined(s, matrix, folds)).Where(why => why is not null).Select(why => $"{why!.Value.Reason}: no candidate has this score")];
    }
}
