using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Values of fixed-width types as 64-bit keys that order as the values do. Negative zero is zero; every NaN is one NaN, and comes last.
/// </summary>
internal static class ScalarKey
{
    private const ulong Sign = 1UL << 63;

    public static ulong NaN { get; } = OfDouble(double.NaN);

    public static ulong OfLong(long value) => (ulong)value ^ Sign;

    public static long ToLong(ulong key) => (long)(key ^ Sign);

    public static ulong OfDouble(double value)
    {
        if (double.IsNaN(value))
            return ulong.MaxValue;
        ulong bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return (bits & Sign) != 0 ? ~bits : bits | Sign;
    }

    public static double ToDouble(ulong key) =>
        key == ulong.MaxValue ? double.NaN : BitConverter.UInt64BitsToDouble((key & Sign) != 0 ? key ^ Sign : ~key);

    /// <summary>The key of a value that is neither null nor a text.</summary>
    public static ulong Of(Scalar value) => value.Type!.Kind switch
    {
        LogicalKind.Real => OfDouble(value.AsDouble),
        LogicalKind.Unsigned or LogicalKind.Bool => (ulong)value.AsInt64,
        _ => OfLong(value.AsInt64),
    };

    /// <summary>The value of a key.</summary>
    public static Scalar ToScalar(LogicalType type, ulong key) => type.Kind switch
    {
        LogicalKind.Real => Scalar.Float64(ToDouble(key)),
        LogicalKind.Unsigned or LogicalKind.Bool => FromInteger(type, (long)key),
        _ => FromInteger(type, ToLong(key)),
    };

    /// <summary>A value of a type that is held in whole numbers.</summary>
    public static Scalar FromInteger(LogicalType type, long value) => type switch
    {
        LogicalTimestamp t => Scalar.Timestamp(t, value),
        { Kind: LogicalKind.Date } => Scalar.Date((int)value),
        { Kind: LogicalKind.Unsigned } => Scalar.UInt64((ulong)value),
        { Kind: LogicalKind.Bool } => Scalar.Bool(value != 0),
        { Kind: LogicalKind.Whole } => Scalar.Int64(value),
        _ => throw new InvalidOperationException($"{type} is not held in whole numbers."),
    };
}
