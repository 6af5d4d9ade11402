using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>The least or the greatest that a value may be: a number, a truth value or a moment, or the bytes of a text, which need not be whole characters.</summary>
internal readonly struct ValueBound
{
    private readonly Scalar _value;
    private readonly byte[]? _text;

    private ValueBound(Scalar value, byte[]? text) => (_value, _text) = (value, text);

    /// <summary>The bytes, of a text.</summary>
    public ReadOnlySpan<byte> Text => _text;

    /// <summary>A value that is not null; null for NaN, which is neither below nor above another.</summary>
    public static ValueBound? Of(Scalar value) =>
        value.AsText is { } text ? new ValueBound(default, Encoding.UTF8.GetBytes(text))
        : value.Type!.Kind == LogicalKind.Real && double.IsNaN(value.AsDouble) ? null
        : new ValueBound(value, null);

    /// <summary>A value of a plain column of a logical type; null for NaN.</summary>
    public static ValueBound? Of(Column column, int row) => column switch
    {
        Utf8Column texts => new ValueBound(default, texts[row].ToArray()),
        BoolColumn bools => Of(Scalar.Bool(bools.Values[row])),
        PrimitiveColumn<double> reals => Of(Scalar.Float64(reals.Values[row])),
        PrimitiveColumn<ulong> wholes => Of(Scalar.UInt64(wholes.Values[row])),
        PrimitiveColumn<int> days => Of(Scalar.Date(days.Values[row])),
        PrimitiveColumn<long> { Type: TimestampType type } ticks => Of(Scalar.Timestamp(type.Moments, ticks.Values[row])),
        PrimitiveColumn<long> wholes => Of(Scalar.Int64(wholes.Values[row])),
        _ => null,
    };

    /// <summary>The same as a double is, rounded as values are: what was in order stays so.</summary>
    public ValueBound AsDouble() => new(Scalar.Float64(_value.Type!.Kind == LogicalKind.Real ? _value.AsDouble : (double)_value.AsWhole), null);

    /// <summary>Compares bounds of values that can be compared: as the numbers that they are, as moments of any units, as bytes.</summary>
    public static int Compare(ValueBound a, ValueBound b) =>
        a._text is not null ? a.Text.SequenceCompareTo(b.Text)
        : a._value.Type!.Kind is LogicalKind.Date or LogicalKind.Timestamp ? Nanoseconds(a._value).CompareTo(Nanoseconds(b._value))
        : NumberOrder.Compare(a._value, b._value);

    private static Int128 Nanoseconds(Scalar moment)
    {
        const long perSecond = 1_000_000_000, secondsPerDay = 86_400;
        return moment.AsWhole * (moment.Type is LogicalTimestamp type ? perSecond / type.TicksPerSecond : perSecond * secondsPerDay);
    }
}
