using Grid.Columns;

namespace Grid.Query;

/// <summary>Figures of a group's exact sum, to the bits that <see cref="ExactSum"/> gives.</summary>
internal static class SumValue
{
    // Of 53 bits, and of what an addition and a product want.
    private static readonly Int128 s_narrow = (Int128)1 << 120;

    public static Scalar Sum(LogicalType type, GroupSums sums, int group)
    {
        if (type.Kind == LogicalKind.Real && TryRound(sums, group, out double rounded))
            return Scalar.Float64(rounded);
        if (type.Kind == LogicalKind.Real || sums.Exponent != 0 || !sums.TryUnits(group, out var whole))
            return AggregateValue.Sum(type, new Moments(0, Exact(sums, group), new ExactSum()));
        return type.Kind == LogicalKind.Unsigned ? AggregateValue.Unsigned(whole) : Scalar.Whole(whole);
    }

    public static Scalar Mean(LogicalType type, GroupSums sums, int group, long count)
    {
        if (count == 0)
            return Scalar.Null;
        if (type.Kind is LogicalKind.Date or LogicalKind.Timestamp)
        {
            return Interpolation.Mean(
                type, sums.Exponent == 0 && sums.TryUnits(group, out var whole) ? whole : Exact(sums, group).ToInt128()!.Value, count);
        }
        return Scalar.Float64(TryDivide(sums, group, count, out double mean) ? mean : Exact(sums, group).Divide(count));
    }

    public static double? Deviation(LogicalType type, GroupSums sums, GroupSums squares, int group, long count) =>
        AggregateValue.Deviation(type, new Moments(count, Exact(sums, group), Exact(squares, group)));

    private static ExactSum Exact(GroupSums sums, int group)
    {
        var exact = new ExactSum();
        sums.AddTo(exact, group);
        return exact;
    }

    // Conversions of 128 bits round once, and a power of two changes nothing where the result is a normal number.
    private static bool TryRound(GroupSums sums, int group, out double rounded)
    {
        rounded = 0;
        if (!sums.TryUnits(group, out var units))
            return false;
        rounded = Math.ScaleB((double)units, sums.Exponent);
        return units == 0 || double.IsNormal(rounded);
    }

    // As ExactSum.Divide: what the quotient of the rounded sum leaves of the exact one is divided in its turn.
    private static bool TryDivide(GroupSums sums, int group, long count, out double mean)
    {
        mean = 0;
        if (!sums.TryUnits(group, out var units) || Int128.Abs(units) >= s_narrow)
            return false;
        double first = Math.ScaleB((double)units, sums.Exponent) / count;
        if (units == 0)
            return true;
        if (!double.IsNormal(first))
            return false;
        var (mantissa, exponent) = LimbMath.Split(first);
        var product = (Int128)mantissa * count;
        int shift = exponent - sums.Exponent, room = Math.Abs(shift);
        if (room > 64 || Int128.LeadingZeroCount(shift > 0 ? product : Int128.Abs(units)) <= room + 2)
            return false;
        product = first < 0 ? -product : product;
        var rest = shift > 0 ? units - (product << room) : (units << room) - product;
        double left = Math.ScaleB((double)rest, Math.Min(exponent, sums.Exponent));
        if (rest != 0 && !double.IsNormal(left))
            return false;
        mean = first + left / count;
        return true;
    }
}
