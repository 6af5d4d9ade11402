using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Reads figures off what is known of a column.</summary>
internal static class AggregateValue
{
    public static Scalar Of(AggregateFunction function, LogicalType type, ColumnProfile known) => function switch
    {
        AggregateFunction.Count => Scalar.Int64(known.Count),
        AggregateFunction.Sum => Sum(type, known.Moments!),
        AggregateFunction.Mean => Mean(type, known.Moments!),
        AggregateFunction.Std => Deviation(type, known.Moments!) is { } std ? Scalar.Float64(std) : Scalar.Null,
        AggregateFunction.Var => Variance(known.Moments!),
        AggregateFunction.Any => Scalar.Bool(!known.Range.IsEmpty && known.Range.Most == 1),
        AggregateFunction.All => Scalar.Bool(known.Range.IsEmpty || known.Range.Least == 1),
        AggregateFunction.Min => Min(type, known),
        AggregateFunction.Max => Max(type, known),
        _ => Scalar.Int64(Distinct(known).Count),
    };

    /// <summary>The sum: whole for whole numbers, of as many digits as it has; 0 of nothing.</summary>
    public static Scalar Sum(LogicalType type, Moments moments)
    {
        if (type.Kind == LogicalKind.Real)
            return Scalar.Float64(moments.Sum.Round());
        if (moments.Sum.ToInt128() is { } whole)
            return type.Kind == LogicalKind.Unsigned ? Unsigned(whole) : Scalar.Whole(whole);
        return Scalar.Float64(moments.Sum.Round());
    }

    /// <summary>A sum of numbers without a sign: such a one, while it has 64 bits.</summary>
    public static Scalar Unsigned(Int128 whole) => whole >= 0 && whole <= ulong.MaxValue ? Scalar.UInt64((ulong)whole) : Scalar.Whole(whole);

    /// <summary>The mean, of moments as a moment; null of nothing.</summary>
    public static Scalar Mean(LogicalType type, Moments moments)
    {
        if (moments.Count == 0)
            return Scalar.Null;
        return type.Kind is LogicalKind.Date or LogicalKind.Timestamp
            ? Interpolation.Mean(type, moments.Sum.ToInt128()!.Value, moments.Count)
            : Scalar.Float64(moments.Mean);
    }

    /// <summary>The standard deviation: of timestamps in seconds, of dates in days.</summary>
    public static double? Deviation(LogicalType type, Moments moments) =>
        moments.Deviation / (type is LogicalTimestamp t ? t.TicksPerSecond : 1);

    /// <summary>The variance, with n - 1.</summary>
    public static Scalar Variance(Moments moments) => moments.Variance is { } variance ? Scalar.Float64(variance) : Scalar.Null;

    /// <summary>Covariance or correlation, with n - 1, of the moments of <see cref="PairArguments"/>; null for fewer than two rows.</summary>
    public static Scalar OfPair(AggregateFunction function, Moments[] moments)
    {
        Moments x = moments[0], y = moments[1];
        if (x.Count < 2)
            return Scalar.Null;
        var products = PairArguments.Products(moments);
        if (!x.Sum.IsFinite || !y.Sum.IsFinite || !products.IsFinite)
            return Scalar.Float64(double.NaN);
        if (function == AggregateFunction.Corr)
            return Scalar.Float64(PairSums.Of(x.Count, x.Sum, y.Sum, x.Squares, y.Squares, products).Correlation);
        var (value, exponent) = Moments.CoMoment(x.Count, x.Sum, y.Sum, products);
        return Scalar.Float64(Math.ScaleB(value / (x.Count - 1), exponent));
    }

    public static Scalar Min(LogicalType type, ColumnProfile known) => type.Kind == LogicalKind.Text
        ? Text(known.Texts?.Min)
        : known.Range.IsEmpty ? Scalar.Null : ScalarKey.ToScalar(type, known.Range.Least);

    public static Scalar Max(LogicalType type, ColumnProfile known) => type.Kind == LogicalKind.Text
        ? Text(known.Texts?.Max)
        : known.Range.IsEmpty ? Scalar.Null : ScalarKey.ToScalar(type, known.Range.Most);

    public static DistinctCount Distinct(ColumnProfile known) => known.Texts?.Distinct ?? known.Distinct!.Count;

    public static Scalar Text(byte[]? utf8) => utf8 is null ? Scalar.Null : Scalar.Text(Encoding.UTF8.GetString(utf8));
}
