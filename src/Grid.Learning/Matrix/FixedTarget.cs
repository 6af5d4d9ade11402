namespace Grid.Learning;

/// <summary>
/// A regression's target in fixed point: a histogram of such numbers may be counted or subtracted, and equal splits tie exactly.
/// Of most targets one scale serves for all rows. Where a few values lie so far out that the others would lose their digits to
/// them (<see cref="IsWide"/>), each node of a tree has a scale of its own instead.
/// </summary>
internal sealed class FixedTarget
{
    private const int Quantiles = 32;
    private const int MostSorted = 1 << 16;
    // What a value may be off by, as a share of the least distance between two quantiles of the distinct values.
    private const double Tolerance = 1.0 / (1 << 17);

    public FixedTarget(ReadOnlySpan<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        Scale = new FixedScale(low, high, values.Length);
        double quantum = LeafQuantum.For(Math.Max(Math.Abs(low), Math.Abs(high)));
        IsWide = Math.Max(quantum, Math.ScaleB(1.0, -Scale.Exponent)) > LeastGap(values) * Tolerance;
        Quantum = IsWide ? 0 : quantum;
    }

    /// <summary>Whether one scale for all rows would lose digits that tell them apart.</summary>
    public bool IsWide { get; }

    /// <summary>The scale of all rows.</summary>
    public FixedScale Scale { get; }

    /// <summary>What leaf values are multiples of; 0 where they are not rounded, for a wide target.</summary>
    public double Quantum { get; }

    /// <summary>The least distance between two neighbouring quantiles of the distinct values; halved, so that it is finite.</summary>
    private static double LeastGap(ReadOnlySpan<double> values)
    {
        int step = (values.Length + MostSorted - 1) / MostSorted;
        var sorted = new double[(values.Length + step - 1) / step];
        for (int i = 0; i < sorted.Length; i++)
            sorted[i] = values[i * step] + 0.0;
        NumberSort.Sort(sorted);
        int last = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[last])
                sorted[++last] = sorted[i];
        }
        int quantiles = Math.Min(Quantiles, last);
        double least = double.PositiveInfinity;
        for (int q = 1; q <= quantiles; q++)
        {
            double a = sorted[(long)last * (q - 1) / quantiles], b = sorted[(long)last * q / quantiles];
            least = Math.Min(least, Math.Max(b / 2 - a / 2, double.Epsilon));
        }
        return least;
    }
}
