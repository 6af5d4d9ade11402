namespace Grid.Learning;

/// <summary>
/// The rules that stop growth, and those that take the grown tree back. A tree grown under the loosest of several is read under each
/// of them.
/// </summary>
/// <param name="MaxDepth">Splits from the root to a leaf at most.</param>
/// <param name="MinSamplesSplit">Rows that a node must have to be split.</param>
/// <param name="MinImpurityDecrease">How much a split must lessen the impurity.</param>
/// <param name="MaxLeafNodes">Leaves at most: the splits that lessen the impurity most are made first.</param>
/// <param name="CcpAlpha">What a leaf costs in pruning by cost and complexity; 0 for none.</param>
internal readonly record struct GrowthRules(
    int MaxDepth, int MinSamplesSplit, double MinImpurityDecrease, int MaxLeafNodes = int.MaxValue, double CcpAlpha = 0)
{
    /// <summary>What a decrease may fall short by: scikit-learn's EPSILON.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    public static GrowthRules Of(ForestParameters p) =>
        new(p.MaxDepth ?? int.MaxValue, p.MinSamplesSplit, p.MinImpurityDecrease, p.MaxLeafNodes ?? int.MaxValue, p.CcpAlpha);

    /// <summary>How deep the trees of a forest may be: one of so many leaves has at most a split less from its root to each of them.</summary>
    public static int DepthOf(ForestParameters p) => Math.Min(p.MaxDepth ?? int.MaxValue, p.MaxLeafNodes - 1 ?? int.MaxValue);

    /// <summary>Whether they look at the whole tree, and not at a node alone.</summary>
    public bool AreOfWholeTree => MaxLeafNodes != int.MaxValue || CcpAlpha > 0;

    /// <summary>Whether a node is a leaf before a split is looked for.</summary>
    public bool StopsBefore(int depth, int rows) => depth >= MaxDepth || rows < MinSamplesSplit;

    /// <summary>Whether a split that was found is not worth making.</summary>
    public bool StopsAfter(double decrease) => decrease + Epsilon < MinImpurityDecrease;
}
