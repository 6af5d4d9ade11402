namespace Grid.Query;

/// <summary>The edges of bins of numbers, spaced as numpy's.</summary>
internal sealed class NumberEdges : BinEdges
{
    private readonly double[] _edges;
    private readonly double _origin;
    private readonly double _scale;

    private NumberEdges(double[] edges)
    {
        _edges = edges;
        // Halves do not overflow.
        _origin = 0.5 * edges[0];
        _scale = Bins / (0.5 * edges[^1] - _origin);
    }

    public override int Bins => _edges.Length - 1;

    /// <summary>Edges from a finite number to another. A single number is given half of one on both sides; where bins would have no width they get some.</summary>
    public static NumberEdges Between(double low, double high, int bins)
    {
        var edges = low == high ? Spaced(low - 0.5, high + 0.5, bins) : Spaced(low, high, bins);
        if (!Ascends(edges))
        {
            double room = bins * Math.Max(Step(low), Step(high));
            edges = high + room > double.MaxValue ? Spaced(Math.Min(low, double.MaxValue - 2 * room), double.MaxValue, bins)
                : low - room < -double.MaxValue ? Spaced(-double.MaxValue, Math.Max(high, 2 * room - double.MaxValue), bins)
                : Spaced(low - room, high + room, bins);
        }
        return new NumberEdges(edges);
    }

    public override Scalar[] ToScalars() => Array.ConvertAll(_edges, Scalar.Float64);

    public override int Find(Vector values, int index) => double.IsFinite(values.Doubles[index]) ? Find(values.Doubles[index]) : -1;

    public override void Count(DenseBlock dense, Vector values, Selection selection, long[] counts)
    {
        foreach (double value in dense.Doubles(values, selection))
        {
            if (double.IsFinite(value))
                counts[Find(value)]++;
        }
    }

    /// <summary>The bin of a finite number within the edges: a guess by its distance, then what the edges say.</summary>
    public int Find(double value)
    {
        int bin = Math.Clamp((int)((value * 0.5 - _origin) * _scale), 0, Bins - 1);
        while (bin > 0 && value < _edges[bin])
            bin--;
        while (bin < Bins - 1 && value >= _edges[bin + 1])
            bin++;
        return bin;
    }

    public override void Write(ByteWriter writer)
    {
        writer.Count(_edges.Length);
        foreach (double edge in _edges)
            writer.Double(edge);
    }

    public static NumberEdges Read(ref ByteReader reader)
    {
        var edges = new double[reader.Count(8)];
        for (int i = 0; i < edges.Length; i++)
            edges[i] = reader.Double();
        return edges.Length > 1 ? new NumberEdges(edges) : throw reader.Corrupt("bins have no edges");
    }

    // numpy.linspace: multiples of the step from the start, and the end itself.
    private static double[] Spaced(double low, double high, int bins)
    {
        var edges = new double[bins + 1];
        double step = (high - low) / bins;
        for (int i = 0; i <= bins; i++)
            edges[i] = double.IsFinite(step) ? low + i * step : low * (1 - (double)i / bins) + high * ((double)i / bins);
        edges[bins] = high;
        return edges;
    }

    private static bool Ascends(double[] edges)
    {
        for (int i = 1; i < edges.Length; i++)
        {
            if (!(edges[i - 1] < edges[i]))
                return false;
        }
        return true;
    }

    // From a number to the next one below in magnitude, which is never past the greatest.
    private static double Step(double value) => Math.Max(Math.Abs(value) - Math.BitDecrement(Math.Abs(value)), double.Epsilon);
}
