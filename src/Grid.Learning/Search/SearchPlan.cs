namespace Grid.Learning;

/// <summary>
/// A search made ready: its candidates, their families, and how they are scored. The same spec gives the same plan
/// everywhere, so that trials are told by numbers alone: family and split.
/// </summary>
public sealed class SearchPlan
{
    private SearchPlan(IReadOnlyList<Candidate> candidates, Scoring scoring)
    {
        (Candidates, Scoring) = (candidates, scoring);
        Families = Family.Of(candidates);
    }

    /// <summary>The candidates, in their order.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>The candidates by families.</summary>
    public IReadOnlyList<Family> Families { get; }

    /// <summary>How they are scored.</summary>
    public Scoring Scoring { get; }

    /// <summary>Makes the plan of a spec.</summary>
    /// <exception cref="LearningException">A parameter, a value or the scoring is unknown, they or the folds make no sense, or there are 0 candidates.</exception>
    public static SearchPlan Of(SearchSpec spec)
    {
        var scoring = spec.Scoring is null ? Scoring.Default(spec.Task) : Scoring.Parse(spec.Scoring, spec.Task);
        var rules = ForestParameters.Default(spec.Task) with { Trees = spec.Trees, Seed = spec.Seed };
        rules.Validate();
        spec.Folds.Validate();
        var space = SearchSpace.Parse(spec.Grid);
        return new SearchPlan(spec.RandomCandidates is { } count ? space.Draw(count, spec.Seed, rules) : space.Candidates(rules), scoring);
    }
}
