using System.Globalization;
using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The edges of bins of whole numbers. They are given as doubles while those tell every whole number apart; beyond, as whole numbers where all of them are
/// some, and as decimals, in texts, where they are not.
/// </summary>
internal sealed class WholeEdges : TickEdges
{
    private const long Exact = 1L << 53;

    private readonly Int128 _first;
    private readonly Int128 _span;
    private readonly Int128 _denominator;

    private WholeEdges(LogicalType type, ulong least, ulong[] starts, Int128 first, Int128 span, Int128 denominator) : base(type, least, starts) =>
        (_first, _span, _denominator) = (first, span, denominator);

    /// <summary>Edges from the least to the greatest key. A single number is given half of one on both sides.</summary>
    public static new WholeEdges Between(LogicalType type, KeyRange range, int bins)
    {
        Int128 low = Number(type, range.Least), span = (Int128)range.Most - range.Least;
        return span > 0
            ? new WholeEdges(type, range.Least, Starts(0, span, 1, bins), low, span, 1)
            : new WholeEdges(type, range.Least, Starts(-1, 2, 2, bins), 2 * low - 1, 2, 2);
    }

    public override Scalar[] ToScalars()
    {
        Int128 last = _first + _span;
        if (Int128.Max(Int128.Abs(_first), Int128.Abs(last)) <= Exact * _denominator)
            return Edges(Number);
        return _denominator == 1 && _span % Bins == 0 ? Edges(Whole) : Edges((edge, over) => Scalar.Text(Decimal(edge, over)));
    }

    private Scalar[] Edges(Func<Int128, Int128, Scalar> make) =>
        [.. Enumerable.Range(0, Bins + 1).Select(i => make(_first * Bins + _span * i, _denominator * Bins))];

    private static Int128 Number(LogicalType type, ulong key) => type.Kind == LogicalKind.Unsigned ? key : ScalarKey.ToLong(key);

    private static Scalar Number(Int128 edge, Int128 over)
    {
        var (whole, rest) = Floor(edge, over);
        return Scalar.Float64((double)whole + (double)rest / (double)over);
    }

    private Scalar Whole(Int128 edge, Int128 over) => Type.Kind == LogicalKind.Unsigned ? Scalar.UInt64((ulong)(edge / over)) : Scalar.Int64((long)(edge / over));

    // As many decimals as tell a thousandth of a bin.
    private string Decimal(Int128 edge, Int128 over)
    {
        int decimals = 3;
        for (BigInteger width = (BigInteger)_span; width < (BigInteger)over; width *= 10)
            decimals++;
        var scale = BigInteger.Pow(10, decimals);
        var scaled = ((BigInteger)edge * scale * 2 + (BigInteger)over) / ((BigInteger)over * 2);
        if ((BigInteger)edge < 0)
            scaled = -((-(BigInteger)edge * scale * 2 + (BigInteger)over) / ((BigInteger)over * 2));
        string digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..].TrimEnd('0');
        return $"{(scaled.Sign < 0 ? "-" : "")}{digits[..^decimals]}{(fraction.Length > 0 ? "." : "")}{fraction}";
    }

    private static (Int128 Whole, Int128 Left) Floor(Int128 numerator, Int128 denominator)
    {
        var (whole, rest) = Int128.DivRem(numerator, denominator);
        return rest < 0 ? (whole - 1, rest + denominator) : (whole, rest);
    }
}
