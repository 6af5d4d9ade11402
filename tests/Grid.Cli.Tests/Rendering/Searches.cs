using System.Runtime.InteropServices;
using Grid.Learning;

namespace Grid.Cli.Tests;

/// <summary>Tables of searches that nobody ran: the scores are given.</summary>
internal static class Searches
{
    /// <summary>Two depths, two ways to draw features and two of bootstrap, in this order of weight; two splits.</summary>
    public static SearchResults Eight { get; } = Of(
        "max_depth=none,3; max_features=sqrt,1; bootstrap=true,false",
        (candidate, split) =>
            (candidate.Parameters.MaxDepth is null ? 0.90 : 0.70) + (candidate.Parameters.MaxFeatures == FeatureLimit.SquareRoot ? 0.04 : 0)
            - (candidate.Parameters.Bootstrap ? 0 : 0.02) + (split == 0 ? -0.01 : 0.01));

    public static SearchResults Of(string grid, Func<Candidate, int, double> score, LearningTask task = LearningTask.Classification, int splits = 2)
    {
        var plan = SearchPlan.Of(new SearchSpec { Grid = grid, Task = task, Trees = 5 });
        var trials = from family in plan.Families
                     from split in Enumerable.Range(0, splits)
                     select Trial(family, split, [.. family.Members.Select(member => score(member, split))]);
        return SearchResults.Of(plan, splits, trials);
    }

    private static TrialResult Trial(Family family, int split, double[] scores)
    {
        int[] head = [family.Index, split, 0, family.Parameters.Trees, 1];
        double[] body = [0.25 * family.Members.Count, .. scores];
        return TrialResult.Decode([.. MemoryMarshal.AsBytes(head.AsSpan()), .. MemoryMarshal.AsBytes(body.AsSpan())]);
    }
}
