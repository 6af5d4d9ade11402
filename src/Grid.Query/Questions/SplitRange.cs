namespace Grid.Query;

/// <summary>A range of random numbers.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last; below the first where there is none.</param>
public readonly record struct SplitRange(ulong First, ulong Last)
{
    /// <summary>All numbers.</summary>
    public static SplitRange All => new(0, ulong.MaxValue);

    /// <summary>None.</summary>
    public static SplitRange None => new(1, 0);
}
