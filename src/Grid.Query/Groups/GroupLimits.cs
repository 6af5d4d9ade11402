namespace Grid.Query;

/// <summary>How much a state of groups may hold. What groups weigh is reckoned from keys and distinct values alone, so that it does not
/// depend on how states were merged.</summary>
internal static class GroupLimits
{
    /// <summary>What the groups of a state may weigh in all where states stay on their silo.</summary>
    public const long Budget = 2L << 30;

    /// <summary>What they may weigh where states go from silo to silo in a message.</summary>
    public const long MessageBudget = 32 << 20;

    /// <summary>What they may weigh where those of many groups stay on their silo, and others take parts of them in messages.</summary>
    public const long SharedBudget = 128 << 20;

    /// <summary>Groups that a question may have.</summary>
    public const long MostGroups = 100_000_000;

    /// <summary>Distinct values of a group that are told apart one by one.</summary>
    public const int DistinctKeys = 2048;

    /// <summary>Of the sketch beyond: 2048 registers, a standard error of 2.3 %.</summary>
    public const int Precision = 11;

    /// <summary>Bytes of distinct texts of a group that are told apart.</summary>
    public const long TextBytes = 32 << 10;

    /// <summary>What an argument weighs in every group.</summary>
    public static long WeightOf(GroupParts parts) =>
        4 + (parts.HasFlag(GroupParts.Sum) ? 18 : 0) + (parts.HasFlag(GroupParts.Squares) ? 26 : 0) + (parts.HasFlag(GroupParts.Range) ? 16 : 0)
        + (parts.HasFlag(GroupParts.First) ? 24 : 0) + (parts.HasFlag(GroupParts.Last) ? 24 : 0);

    /// <summary>What the values of one group may weigh, which cannot be cut into slices.</summary>
    public static long MostOfOne(long budget) => Math.Max(budget, 96 << 20);
}
