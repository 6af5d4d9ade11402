using System.Numerics;
using System.Text;
using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>The plain twins: every statistic over all rows at once, by sorting, exact fractions and nested loops.</summary>
public static class Reference
{
    /// <summary>The order of keys: as numbers (NaN last, zeros equal), texts by code point.</summary>
    public static int Compare(Scalar a, Scalar b)
    {
        if (a.AsText is { } text)
            return Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.AsText!));
        if (a.Type!.Kind != LogicalKind.Real)
            return a.Type.Kind == LogicalKind.Unsigned ? ((ulong)a.AsInt64).CompareTo((ulong)b.AsInt64) : a.AsInt64.CompareTo(b.AsInt64);
        double x = a.AsDouble, y = b.AsDouble;
        return double.IsNaN(x) ? (double.IsNaN(y) ? 0 : 1) : double.IsNaN(y) ? -1 : x.CompareTo(y);
    }

    /// <summary>One value for all that count as equal: a key.</summary>
    public static Scalar Key(Scalar value) => value.Type?.Kind == LogicalKind.Real
        ? Scalar.Float64(double.IsNaN(value.AsDouble) ? double.NaN : value.AsDouble + 0.0) : value;

    public static bool IsNaN(Scalar value) => value.Type?.Kind == LogicalKind.Real && double.IsNaN(value.AsDouble);

    public static bool IsInfinite(Scalar value) => value.Type?.Kind == LogicalKind.Real && double.IsInfinity(value.AsDouble);

    /// <summary>A value as an exact fraction, scaled by 2^1074.</summary>
    public static BigInteger Exact(Scalar value)
    {
        if (value.Type!.Kind != LogicalKind.Real)
            return (value.Type.Kind == LogicalKind.Unsigned ? (BigInteger)(ulong)value.AsInt64 : value.AsInt64) << 1074;
        long bits = BitConverter.DoubleToInt64Bits(value.AsDouble);
        int exponent = (int)(bits >> 52 & 0x7FF);
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF | (exponent == 0 ? 0 : 1L << 52);
        mantissa <<= Math.Max(exponent, 1) - 1;
        return bits < 0 ? -mantissa : mantissa;
    }

    /// <summary>Numerator over denominator, correctly rounded to a double.</summary>
    public static double Divide(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
            return 0;
        bool negative = numerator.Sign < 0;
        numerator = BigInteger.Abs(numerator);
        // 64 bits of quotient with a sticky bit round once to 53.
        int shift = 64 - (int)(numerator.GetBitLength() - denominator.GetBitLength());
        // Near the subnormals fewer bits are kept.
        shift = Math.Min(shift, 1074 + 11);
        var quotient = BigInteger.DivRem(shift >= 0 ? numerator << shift : numerator, shift >= 0 ? denominator : denominator << -shift, out var rest);
        if (!rest.IsZero)
            quotient |= 1;
        int bits = (int)quotient.GetBitLength();
        int drop = Math.Max(bits - 53, shift - 1074);
        if (drop > 0)
        {
            var low = quotient & ((BigInteger.One << drop) - 1);
            quotient >>= drop;
            var half = BigInteger.One << (drop - 1);
            if (low > half || (low == half && !quotient.IsEven))
                quotient += 1;
            shift -= drop;
        }
        double result = Math.ScaleB((double)quotient, -shift);
        return negative ? -result : result;
    }

    public static double Sum(IEnumerable<Scalar> values)
    {
        var known = values.ToList();
        if (known.Any(IsNaN) || (known.Any(v => IsInfinite(v) && v.AsDouble > 0) && known.Any(v => IsInfinite(v) && v.AsDouble < 0)))
            return double.NaN;
        if (known.FirstOrDefault(IsInfinite) is { IsNull: false } infinite)
            return infinite.AsDouble;
        return Divide(known.Aggregate(BigInteger.Zero, (sum, v) => sum + Exact(v)), BigInteger.One << 1074);
    }

    /// <summary>The standard deviation with n - 1 from exact fractions; null for fewer than two values, NaN where one is not finite.</summary>
    public static double? Deviation(IEnumerable<Scalar> values)
    {
        var known = values.ToList();
        if (known.Count < 2)
            return null;
        if (known.Any(v => IsNaN(v) || IsInfinite(v)))
            return double.NaN;
        BigInteger n = known.Count, sum = 0, squares = 0;
        foreach (var value in known)
        {
            var x = Exact(value);
            sum += x;
            squares += x * x;
        }
        return Math.Sqrt(Divide(n * squares - sum * sum, (n * (n - 1)) << 2148));
    }

    // The whole number next to a fraction, of two the even one.
    private static BigInteger NearestEven(BigInteger dividend, BigInteger divisor)
    {
        var whole = BigInteger.DivRem(dividend, divisor, out var rest);
        if (rest.Sign < 0)
            (whole, rest) = (whole - 1, rest + divisor);
        int order = (2 * rest).CompareTo(divisor);
        return order > 0 || (order == 0 && !whole.IsEven) ? whole + 1 : whole;
    }

    /// <summary>The value at a percentile: sort, then interpolate; NaN is left out.</summary>
    public static Scalar Percentile(DataType type, IEnumerable<Scalar> values, double share)
    {
        var sorted = values.Where(v => !IsNaN(v)).Select(Key).ToList();
        if (sorted.Count == 0)
            return Scalar.Null;
        sorted.Sort(Compare);
        double position = (sorted.Count - 1) * share;
        int below = Math.Min((int)Math.Floor(position), sorted.Count - 1);
        double t = below == sorted.Count - 1 ? 0 : position - below;
        Scalar low = sorted[below], high = sorted[Math.Min(below + 1, sorted.Count - 1)];
        bool on = t == 0 || Compare(low, high) == 0;
        if (type.Id is TypeId.Timestamp or TypeId.Date32)
        {
            long perTick = type is TimestampType ts ? 1_000_000 / ts.Moments.TicksPerSecond : 86_400_000_000;
            if (on)
                return low;
            var at = NearestEven((((BigInteger)low.AsInt64 << 1000) + ((BigInteger)high.AsInt64 - low.AsInt64) * new BigInteger(Math.ScaleB(t, 1000))) * perTick, BigInteger.One << 1000);
            return at % perTick == 0 || at > long.MaxValue || at < long.MinValue
                ? (type is TimestampType same ? Scalar.Timestamp(same.Moments, (long)(at / perTick)) : Scalar.Date((int)(at / perTick)))
                : Coarsest((long)at);
        }
        if (type.Id == TypeId.Float64)
        {
            double a = low.AsDouble, b = high.AsDouble;
            if (on)
                return Scalar.Float64(a);
            if (double.IsInfinity(a) || double.IsInfinity(b))
                return Scalar.Float64(double.IsInfinity(a) && double.IsInfinity(b) ? double.NaN : double.IsInfinity(a) ? a : b);
            return Scalar.Float64(t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t);
        }
        if (on)
            return (BigInteger)low.AsDouble == Exact(low) >> 1074 ? Scalar.Float64(low.AsDouble) : low;
        // A whole number between the two is exactly that.
        var between = (Exact(low) << 1074) + (Exact(high) - Exact(low)) * Exact(Scalar.Float64(t));
        bool isLarge = BigInteger.Max(BigInteger.Abs(Exact(low)), BigInteger.Abs(Exact(high))) >> 1074 > 1L << 53;
        if (isLarge)
        {
            var (whole, rest) = (between >> 2148, between & ((BigInteger.One << 2148) - 1));
            if (!rest.IsZero && BigInteger.Abs(whole) < 1L << 53)
                return Scalar.Float64((double)(Int128)whole + Divide(rest, BigInteger.One << 2148));
            // The nearest whole number, of two as near the even one.
            var half = BigInteger.One << 2147;
            whole += rest > half || (rest == half && !whole.IsEven) ? 1 : 0;
            return (BigInteger)(double)whole == whole ? Scalar.Float64((double)whole) : Scalar.Whole((Int128)whole) is var s && type.Id == TypeId.UInt64 ? Scalar.UInt64((ulong)whole) : s;
        }
        double difference = Divide(Exact(high) - Exact(low), BigInteger.One << 1074);
        return Scalar.Float64(t >= 0.5 ? high.AsDouble - difference * (1 - t) : low.AsDouble + difference * t);
    }

    private static Scalar Coarsest(long microseconds) =>
        microseconds % 1_000_000 == 0 ? Scalar.Timestamp(LogicalType.Timestamp(TimeUnit.Second), microseconds / 1_000_000)
        : microseconds % 1000 == 0 ? Scalar.Timestamp(LogicalType.Timestamp(TimeUnit.Millisecond), microseconds / 1000)
        : Scalar.Timestamp(LogicalType.Timestamp(TimeUnit.Microsecond), microseconds);

    /// <summary>Whether two figures are the same but for the last bits.</summary>
    public static bool Near(double a, double b, double relative = 1e-11) =>
        a == b || (double.IsNaN(a) && double.IsNaN(b)) || Math.Abs(a - b) <= relative * Math.Max(Math.Abs(a), Math.Abs(b));
}
