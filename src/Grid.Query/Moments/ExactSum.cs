using System.Diagnostics.CodeAnalysis;

namespace Grid.Query;

/// <summary>
/// The exact sum of doubles, rounded once when it is read: the same whatever the order and grouping of the terms.
/// Held as a non-overlapping expansion of ascending magnitude (J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic,
/// 1997; as Python's math.fsum). Terms of at least 2^960 are held apart, scaled down, so that no order of terms overflows
/// where the sum does not, and products below 2^-960 scaled up, so that they lose nothing: products of all doubles can be summed.
/// Infinities and NaN are noted, and decide the sum.
/// </summary>
internal sealed partial class ExactSum
{
    /// <summary>2^960: from it on, terms are held apart.</summary>
    public static readonly double Huge = Math.ScaleB(1, 960);

    /// <summary>The binary exponent that terms held apart are scaled down by, and half of it as a factor.</summary>
    public const int Apart = 1100;
    private static readonly double Down = Math.ScaleB(1, -Apart / 2);
    private static readonly double Up = Math.ScaleB(1, Apart / 2);

    private double[] _parts;
    private int _count;
    private double[]? _huge;
    private int _hugeCount;
    private double[]? _tiny;
    private int _tinyCount;
    private byte _special;

    public ExactSum() => _parts = new double[2];

    private ExactSum(ExactSum other)
    {
        _parts = other._parts.AsSpan(0, other._count).ToArray();
        (_count, _hugeCount, _tinyCount, _special) = (other._count, other._hugeCount, other._tinyCount, other._special);
        _huge = other._huge?.AsSpan(0, other._hugeCount).ToArray();
        _tiny = other._tiny?.AsSpan(0, other._tinyCount).ToArray();
    }

    /// <summary>Whether every term was finite.</summary>
    public bool IsFinite => _special == 0;

    /// <summary>The parts that it is held in.</summary>
    public ReadOnlySpan<double> Parts => _parts.AsSpan(0, _count);

    /// <summary>Whether <see cref="Parts"/> say it all: no term was 2^960 or more, infinite or NaN, and no product below 2^-960.</summary>
    public bool IsOrdinary => IsWithin && _tinyCount == 0;

    /// <summary>Whether no term was 2^960 or more, infinite or NaN.</summary>
    public bool IsWithin => _hugeCount == 0 && _special == 0;

    public ExactSum Copy() => new(this);

    /// <summary>Starts over.</summary>
    public void Clear() => (_count, _hugeCount, _tinyCount, _special) = (0, 0, 0, 0);

    public void Add(double value)
    {
        if (Math.Abs(value) < Huge)
            Grow(ref _parts, ref _count, value);
        else if (double.IsFinite(value))
            Grow(ref _huge, ref _hugeCount, value * Down * Down);
        else
            _special |= double.IsNaN(value) ? (byte)4 : value > 0 ? (byte)1 : (byte)2;
    }

    public void Add(Int128 value)
    {
        // Three pieces of at most 48 bits: each is a double.
        var magnitude = Int128.IsNegative(value) ? (UInt128)(-value) : (UInt128)value;
        double sign = Int128.IsNegative(value) ? -1 : 1;
        for (double scale = sign; magnitude != 0; magnitude >>= 48, scale *= 281474976710656.0)
            Add((ulong)(magnitude & 0xFFFF_FFFF_FFFF) * scale);
    }

    public void Add(ExactSum other)
    {
        for (int i = 0; i < other._count; i++)
            Grow(ref _parts, ref _count, other._parts[i]);
        for (int i = 0; i < other._hugeCount; i++)
            Grow(ref _huge, ref _hugeCount, other._huge![i]);
        for (int i = 0; i < other._tinyCount; i++)
            Grow(ref _tiny, ref _tinyCount, other._tiny![i]);
        _special |= other._special;
    }

    /// <summary>The sum, correctly rounded (ties to even); NaN when NaN or both infinities are among the terms.</summary>
    public double Round()
    {
        if (_special != 0)
            return _special switch { 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, _ => double.NaN };
        if (_hugeCount > 0)
        {
            var (sum, exponent) = Joined();
            return exponent == 0 ? sum.Round() : sum.Round() * Up * Up;
        }
        return _tinyCount > 0 ? Read(RoundFar()) : Round(_parts, _count);
    }

    /// <summary>The sum over a count, rounded; finite also where the sum is past the range of doubles and the quotient is not.</summary>
    public double Divide(long count)
    {
        double sum = Round();
        return !IsFinite ? sum / count : double.IsFinite(sum) ? Quotient(this, count) : Quotient(Scaled(Apart), count) * Up * Up;
    }

    // What the quotient of the rounded sum leaves of the exact one is divided in its turn: no mean lies beyond its values.
    private static double Quotient(ExactSum sum, long count)
    {
        double first = sum.Round() / count;
        if (!double.IsNormal(first) || count > 1L << 53)
            return first;
        var rest = sum.Copy();
        rest.AddProduct(-count, first);
        return first + (rest.Round() / count);
    }

    /// <summary>
    /// The sum as doubles of falling magnitude, each what is left of it, rounded. Unlike the parts held, they follow from the
    /// exact sum alone. Empty for zero; the rounded sum alone where it is not ordinary: that is to be scaled first.
    /// </summary>
    public double[] Canonical()
    {
        if (!IsOrdinary)
            return [Round()];
        var rest = Copy();
        var parts = new List<double>(4);
        while (rest._count != 0)
        {
            double part = rest.Round();
            parts.Add(part);
            rest.Add(-part);
        }
        return [.. parts];
    }

    /// <summary>The sum as a whole number, where it is one that fits; null otherwise.</summary>
    public Int128? ToInt128()
    {
        if (!IsOrdinary)
            return null;
        Int128 sum = 0;
        foreach (double part in Canonical())
        {
            if (Math.Abs(part) >= 1.0e37 || part != Math.Truncate(part))
                return null;
            sum += (Int128)part;
        }
        return sum;
    }

    public void Write(ByteWriter writer)
    {
        writer.Byte(_special);
        writer.Count(_count);
        foreach (double part in _parts.AsSpan(0, _count))
            writer.Double(part);
        writer.Count(_hugeCount);
        foreach (double part in _huge.AsSpan(0, _hugeCount))
            writer.Double(part);
        writer.Count(_tinyCount);
        foreach (double part in _tiny.AsSpan(0, _tinyCount))
            writer.Double(part);
    }

    public static ExactSum Read(ref ByteReader reader)
    {
        var sum = new ExactSum { _special = (byte)reader.Within(0, 7) };
        for (int left = reader.Count(8); left > 0; left--)
            sum.Add(Finite(ref reader));
        for (int left = reader.Count(8); left > 0; left--)
            Grow(ref sum._huge, ref sum._hugeCount, Finite(ref reader));
        for (int left = reader.Count(8); left > 0; left--)
            Grow(ref sum._tiny, ref sum._tinyCount, Finite(ref reader));
        return sum;
    }

    private static double Finite(ref ByteReader reader)
    {
        double part = reader.Double();
        return double.IsFinite(part) ? part : throw reader.Corrupt("a part of a sum is not finite");
    }

    private static void Grow([NotNull] ref double[]? parts, ref int count, double x)
    {
        parts ??= new double[2];
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            double y = parts[i];
            double sum = x + y;
            double ofY = sum - x;
            double error = (x - (sum - ofY)) + (y - ofY);
            if (error != 0)
                parts[kept++] = error;
            x = sum;
        }
        if (x != 0)
        {
            if (kept == parts.Length)
                Array.Resize(ref parts, Math.Max(2, kept * 2));
            parts[kept++] = x;
        }
        count = kept;
    }

    // The loop and the tie rule of CPython's math.fsum.
    private static double Round(double[] parts, int count)
    {
        if (count == 0)
            return 0;
        double high = parts[--count], low = 0;
        while (count > 0)
        {
            double x = high, y = parts[--count];
            high = x + y;
            low = y - (high - x);
            if (low != 0)
                break;
        }
        if (count > 0 && ((low < 0 && parts[count - 1] < 0) || (low > 0 && parts[count - 1] > 0)))
        {
            double twice = low * 2, up = high + twice;
            if (twice == up - high)
                high = up;
        }
        return high;
    }
}
