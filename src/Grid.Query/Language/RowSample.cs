using Grid.Columns;

namespace Grid.Query;

/// <summary>Rows drawn at random: each has a number of its own, by its place and a seed, and those with the least are drawn.</summary>
internal static class RowSample
{
    /// <summary>The number of each row.</summary>
    public static Expression Number(long seed) => Expression.By(Scalar.Int64(seed), Operation.RowHash, LogicalType.Unsigned);

    /// <summary>The condition that about a share of all rows meets; null where all do.</summary>
    /// <exception cref="QuestionException">The share is not between 0 and 1.</exception>
    public static Expression? Share(double share, long seed)
    {
        if (!(share >= 0 && share <= 1))
            throw new QuestionException($"a sample of a share of {share} cannot be drawn; give a share between 0 and 1, such as 0.01.");
        if (share == 1)
            return null;
        // 2^64 shares are as many as there are numbers.
        ulong below = (ulong)Math.ScaleB(share, 64);
        return Expression.Of(Operation.Less, LogicalType.Bool, Number(seed), Expression.Of(Scalar.UInt64(below)));
    }
}
