using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Percentiles between two neighbouring values, as numpy and pandas place them: at (n - 1) p, linearly between the values around.
/// Next to an infinity a percentile is that infinity; between the two infinities nothing is defined.
/// </summary>
internal static class Interpolation
{
    private const long Exact = 1L << 53;

    /// <summary>The rank below a share of n values, and how far above it the share is.</summary>
    public static (long Rank, double Fraction) Position(long n, double share)
    {
        double position = (n - 1) * share;
        long rank = Math.Min((long)Math.Floor(position), n - 1);
        return (rank, rank == n - 1 ? 0 : position - rank);
    }

    /// <summary>The value between those of two keys of a type.</summary>
    public static Scalar Between(LogicalType type, ulong lower, ulong upper, double fraction)
    {
        Scalar low = ScalarKey.ToScalar(type, lower), high = ScalarKey.ToScalar(type, upper);
        if (type.Kind is LogicalKind.Date or LogicalKind.Timestamp)
            return Moment(type, low.AsInt64, high.AsInt64, fraction);
        if (type.Kind == LogicalKind.Real)
            return Scalar.Float64(Numbers(low.AsDouble, high.AsDouble, fraction));
        if (fraction == 0 || lower == upper)
            return Whole(low);
        // The difference of whole numbers is taken before it is rounded.
        Int128 from = low.AsWhole, span = high.AsWhole - from;
        double difference = (double)span;
        if (Int128.Max(Int128.Abs(from), Int128.Abs(high.AsWhole)) > Exact)
            return BetweenLarge(type, from, span, fraction);
        return Scalar.Float64(Line(low.AsDouble, high.AsDouble, difference, fraction));
    }

    /// <summary>A number between two.</summary>
    public static double Numbers(double low, double high, double fraction)
    {
        if (fraction == 0 || low == high)
            return low;
        if (double.IsInfinity(low))
            return double.IsInfinity(high) ? double.NaN : low;
        if (double.IsInfinity(high))
            return high;
        // Halves are exact out there, and their difference does not overflow.
        double difference = high - low;
        return double.IsFinite(difference) ? Line(low, high, difference, fraction) : 2 * Line(low / 2, high / 2, high / 2 - low / 2, fraction);
    }

    /// <summary>A moment between two: a tick of the type where it falls on one, else of the coarsest unit down to microseconds that has it (nanoseconds where the tick is that).</summary>
    public static Scalar Moment(LogicalType type, long low, long high, double fraction)
    {
        if (fraction == 0 || low == high)
            return ScalarKey.FromInteger(type, low);
        var (finer, factor) = Finer(type);
        Int128 span = ((Int128)high - low) * factor;
        return OnTick(type, finer, factor, Share((Int128)low * factor, span, fraction));
    }

    /// <summary>A sum of ticks over a count, as a moment; halves go to the even neighbour, as those of numbers do.</summary>
    public static Scalar Mean(LogicalType type, Int128 sum, long count)
    {
        var (finer, factor) = Finer(type);
        // Sums stay below 2^126, so the whole ticks go first.
        var whole = sum / count;
        var rest = sum - whole * count;
        if (rest < 0)
            (whole, rest) = (whole - 1, rest + count);
        var (ticks, left) = Int128.DivRem(rest * factor, count);
        ticks += whole * factor;
        return OnTick(type, finer, factor, left * 2 > count || (left * 2 == count && Int128.IsOddInteger(ticks)) ? ticks + 1 : ticks);
    }

    private static (LogicalTimestamp Type, long Factor) Finer(LogicalType type)
    {
        var finer = type is LogicalTimestamp { Unit: TimeUnit.Nanosecond } t ? t : LogicalType.Timestamp(TimeUnit.Microsecond, (type as LogicalTimestamp)?.TimeZone);
        return (finer, TimeScale.Factor(type, finer));
    }

    private static Scalar OnTick(LogicalType type, LogicalTimestamp finer, long factor, Int128 value)
    {
        var tick = value / factor;
        if (tick * factor == value || value < long.MinValue || value > long.MaxValue)
            return ScalarKey.FromInteger(type, (long)tick);
        // The coarsest unit that has it: noon of a day has no microseconds.
        for (var unit = (type as LogicalTimestamp)?.Unit ?? TimeUnit.Second; unit < finer.Unit; unit++)
        {
            var coarser = LogicalType.Timestamp(unit, finer.TimeZone);
            var (quotient, rest) = Int128.DivRem(value, finer.TicksPer(coarser));
            if (rest == 0)
                return Scalar.Timestamp(coarser, (long)quotient);
        }
        return Scalar.Timestamp(finer, (long)value);
    }

    // As numpy's lerp: from the nearer end, so that a share of 1 gives the upper value to the bit.
    private static double Line(double low, double high, double difference, double fraction) =>
        fraction >= 0.5 ? high - difference * (1 - fraction) : low + difference * fraction;

    // A whole number is given as a double, but for those that no double holds.
    private static Scalar Whole(Scalar value) => value.AsWhole == (Int128)value.AsDouble ? Scalar.Float64(value.AsDouble) : value;

    // Between whole numbers that doubles may not hold, the whole part is kept in whole numbers.
    private static Scalar BetweenLarge(LogicalType type, Int128 low, Int128 span, double fraction)
    {
        var (whole, rest, shift) = Parts(low, span, fraction);
        if (rest != 0 && Int128.Abs(whole) < Exact)
            return Scalar.Float64((double)whole + Math.ScaleB((double)rest, -shift));
        // Out there doubles are whole numbers, and further apart: the nearest whole number is nearer, and percentiles ascend.
        return Whole(ScalarKey.FromInteger(type, unchecked((long)Nearest(whole, rest, shift))));
    }

    // The whole number next to low + span * fraction.
    private static Int128 Share(Int128 low, Int128 span, double fraction)
    {
        if (span >> 70 != 0)
        {
            // Ticks beyond the years that are read.
            var product = (BigInteger)span * new BigInteger(Math.ScaleB(fraction, 900));
            var ticks = product >> 900;
            int order = ((product - (ticks << 900)) << 1).CompareTo(BigInteger.One << 900);
            return low + (Int128)ticks + (order > 0 || (order == 0 && !ticks.IsEven) ? 1 : 0);
        }
        var (whole, rest, shift) = Parts(low, span, fraction);
        return Nearest(whole, rest, shift);
    }

    // low + span * fraction without rounding: a whole number, and so many parts of 2^shift.
    private static (Int128 Whole, UInt128 Left, int Shift) Parts(Int128 low, Int128 span, double fraction)
    {
        // A fraction is a whole number of parts of 2^1074; all but the first 64 of its bits are zero.
        int exponent = Math.ILogB(fraction) - 52;
        if (-exponent > 127)
            return (low, 0, 127); // less than any part of so many
        var product = (UInt128)(ulong)Math.ScaleB(fraction, -exponent) * (UInt128)span;
        return (low + (Int128)(product >> -exponent), product & ((UInt128.One << -exponent) - 1), -exponent);
    }

    // A half goes to the even neighbour.
    private static Int128 Nearest(Int128 whole, UInt128 rest, int shift)
    {
        var half = UInt128.One << (shift - 1);
        return rest > half || (rest == half && Int128.IsOddInteger(whole)) ? whole + 1 : whole;
    }
}
