namespace Grid.Learning;

/// <summary>
/// A regression's target in fixed point: whole numbers whose sums over all rows fit 62 bits. Sums of them do not depend on
/// the order in which they were added up, so a histogram may be counted or subtracted, and equal splits tie exactly.
/// </summary>
internal sealed class FixedTarget
{
    public FixedTarget(ReadOnlySpan<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        Offset = low / 2 + high / 2;
        int magnitude = Math.ILogB(Math.Max(high - Offset, Offset - low)) + 1;
        int rows = Math.ILogB(values.Length) + 1;
        Exponent = 61 - rows - magnitude;
        Quantum = LeafQuantum.For(Math.Max(Math.Abs(low), Math.Abs(high)));
        Numbers = new long[values.Length];
        for (int i = 0; i < values.Length; i++)
            Numbers[i] = (long)Math.Round(Math.ScaleB(values[i] - Offset, Exponent));
    }

    /// <summary>What is taken from each value first: the middle of their range.</summary>
    public double Offset { get; }

    /// <summary>Bits after the point.</summary>
    public int Exponent { get; }

    /// <summary>What leaf values are multiples of.</summary>
    public double Quantum { get; }

    /// <summary>(value − offset) × 2^exponent, each.</summary>
    public long[] Numbers { get; }

    /// <summary>The mean of a sum of weighted numbers, less the offset.</summary>
    public double CenteredMean(long sum, long weight) => Math.ScaleB((double)sum / weight, -Exponent);
}
