namespace Grid.Learning;

/// <summary>
/// Fixed point for numbers of a range: less the middle of it, times a power of two, so that their sums fit 62 bits. Sums of whole
/// numbers do not depend on the order in which they were added up.
/// </summary>
internal readonly struct FixedScale
{
    // 2^exponent; infinite for numbers that lie so close together that it is no double.
    private readonly double _factor;

    /// <param name="low">The least number.</param>
    /// <param name="high">The greatest.</param>
    /// <param name="weight">How many are added up at most.</param>
    public FixedScale(double low, double high, double weight)
    {
        (Low, High) = (low, high);
        // By halves: the sum of two great numbers is none.
        Offset = low / 2 + high / 2;
        double reach = Math.Max(high - Offset, Offset - low);
        Exponent = reach == 0 ? 0 : 60 - Math.ILogB(reach) - (Math.ILogB(weight) + 1);
        _factor = Math.ScaleB(1.0, Exponent);
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>What is taken from each number first: the middle of the range.</summary>
    public double Offset { get; }

    /// <summary>Bits after the point.</summary>
    public int Exponent { get; }

    /// <summary>Whether all numbers are one.</summary>
    public bool IsPoint => Low == High;

    /// <summary>(value − offset) × weight × 2^exponent.</summary>
    public long Of(double value, double weight) => (long)Math.Round(Math.ScaleB((value - Offset) * weight, Exponent));

    /// <summary>(value − offset) × 2^exponent.</summary>
    public long Of(double value) => (long)Math.Round(double.IsFinite(_factor) ? (value - Offset) * _factor : Math.ScaleB(value - Offset, Exponent));

    /// <summary>The mean of a sum of weighted numbers, less the offset.</summary>
    public double CenteredMean(long sum, double weight) => Math.ScaleB(sum / weight, -Exponent);
}
