namespace Grid.Learning;

/// <summary>
/// Candidates that differ only in max_depth, min_samples_split, min_impurity_decrease, max_leaf_nodes, ccp_alpha and n_estimators. The
/// first three only stop growth, the next two take some of the full tree's splits back (<see cref="TreeTrimmer"/>) and the last takes
/// the first trees, so that all of them are read off one forest, grown by the loosest rules and the most trees. This is exact, since a
/// node's random draws depend on its path alone. min_samples_leaf is not among them: it forbids thresholds, so that a node which is
/// split under it may be split elsewhere, and all below is another tree.
/// </summary>
public sealed class Family
{
    private Family(int index, ForestParameters parameters, IReadOnlyList<Candidate> members)
    {
        (Index, Parameters, Members) = (index, parameters, members);
        Rules = [.. members.Select(m => GrowthRules.Of(m.Parameters)).Distinct()];
        Readings = [.. members.Select(m => new Reading(Array.IndexOf(Rules, GrowthRules.Of(m.Parameters)), m.Parameters.Trees)).Distinct().OrderBy(r => r.Trees).ThenBy(r => r.Rules)];
        ReadingOf = [.. members.Select(m => Array.IndexOf(Readings, new Reading(Array.IndexOf(Rules, GrowthRules.Of(m.Parameters)), m.Parameters.Trees)))];
    }

    /// <summary>A prediction to be read off: rules, and how many of the first trees.</summary>
    internal readonly record struct Reading(int Rules, int Trees);

    /// <summary>Its position among the families of a search.</summary>
    public int Index { get; }

    /// <summary>The loosest rules and the most trees of all members.</summary>
    public ForestParameters Parameters { get; }

    /// <summary>The candidates.</summary>
    public IReadOnlyList<Candidate> Members { get; }

    /// <summary>
    /// How long its trials take, as a share of other families': by its trees, how deep they may grow, and the features that a node
    /// tries besides what it does once.
    /// </summary>
    /// <param name="features">How many features there are.</param>
    /// <param name="rows">How many rows there are.</param>
    public double Cost(int features, int rows)
    {
        const int Once = 4;
        double depth = Math.Min(Parameters.MaxDepth ?? int.MaxValue, Math.Log2(Math.Max(2.0, (double)rows / Parameters.MinSamplesLeaf)));
        double share = Parameters.Bootstrap ? 1 - Math.Exp(-1) : 1;
        return Parameters.Trees * share * Math.Max(1, depth) * (Once + Parameters.MaxFeatures.Of(features));
    }

    /// <summary>The distinct rules of the members.</summary>
    internal GrowthRules[] Rules { get; }

    /// <summary>The distinct predictions of the members, fewest trees first.</summary>
    internal Reading[] Readings { get; }

    /// <summary>For each member, which of the readings is its own.</summary>
    internal int[] ReadingOf { get; }

    /// <summary>Groups candidates into families, in the order of their first members.</summary>
    public static IReadOnlyList<Family> Of(IReadOnlyList<Candidate> candidates)
    {
        // What stops growth is set to one value; candidates that are then equal are a family.
        var groups = candidates.GroupBy(c => c.Parameters with { MaxDepth = null, MinSamplesSplit = 2, MinImpurityDecrease = 0, MaxLeafNodes = null, CcpAlpha = 0, Trees = 1 });
        return [.. groups.Select((g, i) => new Family(i, Loosest(g.Key, [.. g]), [.. g]))];
    }

    /// <summary>A family a candidate: of models that have no members to be read off.</summary>
    internal static IReadOnlyList<Family> Apart(IReadOnlyList<Candidate> candidates) => [.. candidates.Select((c, i) => new Family(i, c.Parameters, [c]))];

    private static ForestParameters Loosest(ForestParameters key, IReadOnlyList<Candidate> members) => key with
    {
        Trees = members.Max(m => m.Parameters.Trees),
        MaxDepth = members.Max(m => GrowthRules.DepthOf(m.Parameters)) is < int.MaxValue and var depth ? depth : null,
        MinSamplesSplit = members.Min(m => m.Parameters.MinSamplesSplit),
        MinImpurityDecrease = members.Min(m => m.Parameters.MinImpurityDecrease),
    };
}
