namespace Grid.Learning;

/// <summary>The rules that stop growth. A tree grown under the loosest of several is read under each of them.</summary>
internal readonly record struct GrowthRules(int MaxDepth, int MinSamplesSplit, double MinImpurityDecrease)
{
    /// <summary>What a decrease may fall short by: scikit-learn's EPSILON.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    public static GrowthRules Of(ForestParameters p) => new(p.MaxDepth ?? int.MaxValue, p.MinSamplesSplit, p.MinImpurityDecrease);

    /// <summary>Rules that stop nowhere that either would let growth go on.</summary>
    public GrowthRules Loosest(GrowthRules other) => new(
        Math.Max(MaxDepth, other.MaxDepth),
        Math.Min(MinSamplesSplit, other.MinSamplesSplit),
        Math.Min(MinImpurityDecrease, other.MinImpurityDecrease));

    /// <summary>Whether a node is a leaf before a split is looked for.</summary>
    public bool StopsBefore(int depth, int rows) => depth >= MaxDepth || rows < MinSamplesSplit;

    /// <summary>Whether a split that was found is not worth making.</summary>
    public bool StopsAfter(double decrease) => decrease + Epsilon < MinImpurityDecrease;
}
