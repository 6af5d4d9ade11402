namespace Grid.Learning;

/// <summary>
/// Leaf values are kept as multiples of a power of two, 2^-36 of the greatest magnitude there can be. Sums of up to 2^16 of
/// them are then exact in a double, so a forest's mean is the same to the bit whichever way blocks of its trees are merged.
/// </summary>
internal static class LeafQuantum
{
    public const int MostTrees = 1 << 16;
    private const int Bits = 36;

    /// <summary>The quantum for values of at most this magnitude.</summary>
    public static double For(double magnitude) =>
        magnitude > 0 ? Math.Max(Math.ScaleB(1.0, Math.ILogB(magnitude) + 1 - Bits), double.Epsilon) : Math.ScaleB(1.0, -Bits);

    /// <summary>The nearest multiple of a quantum.</summary>
    public static double Round(double value, double quantum) => Math.Round(value / quantum) * quantum;
}
