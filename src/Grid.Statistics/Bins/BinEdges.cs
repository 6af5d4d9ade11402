using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>The edges of bins of equal width: of numbers as doubles, spaced as numpy's; of moments as whole ticks.</summary>
internal sealed class BinEdges
{
    private readonly double[] _numbers;
    private readonly long[] _ticks;

    private readonly double _origin;
    private readonly double _scale;

    private BinEdges(double[] numbers, long[] ticks)
    {
        (_numbers, _ticks) = (numbers, ticks);
        double last = 0.5 * (ticks.Length > 0 ? ticks[^1] : numbers[^1]);
        _origin = 0.5 * (ticks.Length > 0 ? ticks[0] : numbers[0]);
        _scale = Bins / (last - _origin);
    }

    public int Bins => Math.Max(_numbers.Length, _ticks.Length) - 1;

    private static bool IsTemporal(DataType type) => type.Id is TypeId.Date32 or TypeId.Timestamp;

    /// <summary>Edges from the least to the greatest finite key. A single number is given a bin's room on both sides, a single moment a tick a bin.</summary>
    public static BinEdges Between(DataType type, KeyRange range, int bins)
    {
        Scalar low = ScalarKey.ToScalar(type, range.Least), high = ScalarKey.ToScalar(type, range.Most);
        if (!IsTemporal(type))
            return new BinEdges(Spaced(low.AsDouble, high.AsDouble, bins), []);
        var ticks = new long[bins + 1];
        Int128 from = low.AsInt64, to = high.AsInt64;
        if (from == to)
        {
            to = Int128.Min(from + bins, type.Id == TypeId.Date32 ? int.MaxValue : long.MaxValue);
            from = to - bins;
        }
        for (int i = 0; i <= bins; i++)
            ticks[i] = (long)(from + (to - from) * i / bins);
        return new BinEdges([], ticks);
    }

    public Scalar[] ToScalars(DataType type) => IsTemporal(type)
        ? Array.ConvertAll(_ticks, t => ScalarKey.FromInteger(type, t))
        : Array.ConvertAll(_numbers, Scalar.Float64);

    /// <summary>The bin of a finite number within the edges: a guess by its distance, then what the edges say.</summary>
    public int Find(double value)
    {
        // Halves do not overflow.
        int bin = Math.Clamp((int)((value * 0.5 - _origin) * _scale), 0, Bins - 1);
        while (bin > 0 && value < _numbers[bin])
            bin--;
        while (bin < Bins - 1 && value >= _numbers[bin + 1])
            bin++;
        return bin;
    }

    /// <summary>The bin of a tick within the edges.</summary>
    public int Find(long value)
    {
        int bin = Math.Clamp((int)((value * 0.5 - _origin) * _scale), 0, Bins - 1);
        while (bin > 0 && value < _ticks[bin])
            bin--;
        while (bin < Bins - 1 && value >= _ticks[bin + 1])
            bin++;
        return bin;
    }

    public void Write(ByteWriter writer)
    {
        writer.Count(_numbers.Length);
        foreach (double edge in _numbers)
            writer.Double(edge);
        writer.Count(_ticks.Length);
        foreach (long edge in _ticks)
            writer.Signed(edge);
    }

    public static BinEdges Read(ref ByteReader reader, DataType type)
    {
        var numbers = new double[reader.Count(8)];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = reader.Double();
        var ticks = new long[reader.Count()];
        for (int i = 0; i < ticks.Length; i++)
            ticks[i] = reader.Signed();
        bool holds = IsTemporal(type) ? numbers.Length == 0 && ticks.Length > 1 : ticks.Length == 0 && numbers.Length > 1;
        return holds && type.Id is not (TypeId.Utf8 or TypeId.Bool) ? new BinEdges(numbers, ticks) : throw reader.Corrupt("bins have no edges");
    }

    // numpy.linspace: multiples of the step from the start, and the end itself.
    private static double[] Spaced(double low, double high, int bins)
    {
        if (low == high)
            (low, high) = (low - 0.5, high + 0.5);
        if (low == high)
            (low, high) = (Math.BitDecrement(low), Math.BitIncrement(high));
        var edges = new double[bins + 1];
        double step = (high - low) / bins;
        for (int i = 0; i <= bins; i++)
            edges[i] = double.IsFinite(step) ? low + i * step : low * (1 - (double)i / bins) + high * ((double)i / bins);
        edges[bins] = high;
        return edges;
    }
}
