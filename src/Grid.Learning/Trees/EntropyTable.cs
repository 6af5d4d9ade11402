namespace Grid.Learning;

/// <summary>
/// n log2 n for whole n, in fixed point with 28 bits after the point. Sums of entries are whole numbers: the entropy of a
/// split does not depend on the order in which it was added up, and equal splits tie exactly.
/// </summary>
internal static class EntropyTable
{
    private const double One = 1L << 28;
    private const int Length = 1 << 14;
    private static readonly Lazy<long[]> Table = new(Make);

    /// <summary>The entries of 0 to 16383, pinned.</summary>
    public static long[] Entries => Table.Value;

    /// <summary>The entry of any n below 2^28.</summary>
    public static long Of(long n) => n < Length ? Entries[n] : Compute(n);

    /// <summary>A sum of entries as a number.</summary>
    public static double Unscale(long sum) => sum / One;

    private static long Compute(long n) => n < 2 ? 0 : (long)Math.Round(n * Math.Log2(n) * One);

    private static long[] Make()
    {
        var table = GC.AllocateUninitializedArray<long>(Length, pinned: true);
        for (int n = 0; n < Length; n++)
            table[n] = Compute(n);
        return table;
    }
}
