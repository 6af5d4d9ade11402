using System.Globalization;
using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Values as another type, as a user asked: exactly. A text is read as a field of a file is; what is no value of the type fails,
/// or is null where that was asked for.
/// </summary>
internal static class ConvertKernel
{
    private const double Exact = 1L << 53;

    public static void Apply(Vector input, Vector result, int count, bool strict)
    {
        var text = result.Type.Kind == LogicalKind.Text ? new TextBuffer() : null;
        for (int i = 0; i < count; i++)
        {
            if (!input.IsValid(i))
                continue;
            if (text is not null)
            {
                result.Starts[i] = text.Length;
                text.Add(input.ScalarAt(i).ToString());
                result.Ends[i] = text.Length;
            }
            else if (TryRead(input, i, result.Type) is { IsNull: false } value)
            {
                Put(result, i, value);
            }
            else if (strict)
            {
                result.Fail(i, count);
            }
            else
            {
                result.Clear(i, count);
            }
        }
        if (text is not null)
            result.Text = text.Written;
    }

    private static void Put(Vector result, int row, Scalar value)
    {
        if (result.Type.Kind == LogicalKind.Real)
        {
            result.Doubles[row] = value.AsDouble;
        }
        else if (result.Type.Kind != LogicalKind.Bool)
        {
            result.Longs[row] = value.AsInt64;
        }
        else
        {
            ulong bit = 1UL << (row & 63);
            result.Bits[row >> 6] = value.AsInt64 != 0 ? result.Bits[row >> 6] | bit : result.Bits[row >> 6] & ~bit;
        }
    }

    private static Scalar TryRead(Vector input, int row, LogicalType type)
    {
        if (input.Type.Kind == LogicalKind.Text)
            return Read(input.TextAt(row), type);
        if (input.Type.Kind is LogicalKind.Date or LogicalKind.Timestamp)
            return OfMoment(Moment.Of(input.Type, input.Longs[row]), type);
        if (input.Type.Kind == LogicalKind.Real)
            return OfDouble(input.Doubles[row], type);
        return OfWhole(input.Type.Kind == LogicalKind.Bool ? input.Bit(row) ? 1 : 0 : WholeKernel.Wide(input, row), type);
    }

    private static Scalar OfMoment(Moment moment, LogicalType type) =>
        moment.TryConvert(type, out long value) ? ScalarKey.FromInteger(type, value) : default;

    private static Scalar OfDouble(double value, LogicalType type)
    {
        if (type.Kind == LogicalKind.Real)
            return Scalar.Float64(value);
        return Math.Abs(value) < 1e37 && Math.Floor(value) == value ? OfWhole((Int128)value, type) : default;
    }

    private static Scalar OfWhole(Int128 value, LogicalType type) => type.Kind switch
    {
        LogicalKind.Bool => value == 0 || value == 1 ? Scalar.Bool(value == 1) : default,
        LogicalKind.Real => (Int128)(double)value == value ? Scalar.Float64((double)value) : default,
        LogicalKind.Unsigned => WholeKernel.Holds(type, value) ? Scalar.UInt64((ulong)value) : default,
        _ => WholeKernel.Holds(type, value) ? Scalar.Int64((long)value) : default,
    };

    private static Scalar Read(ReadOnlySpan<byte> utf8, LogicalType type)
    {
        if (type.Kind is LogicalKind.Date or LogicalKind.Timestamp)
            return MomentText.TryParse(utf8, DateFormats.Either, out var moment) && moment.Orders != DateOrders.Ambiguous ? OfMoment(moment, type) : default;
        string text = Encoding.UTF8.GetString(utf8).Trim();
        if (type.Kind == LogicalKind.Bool)
            return bool.TryParse(text, out bool truth) ? Scalar.Bool(truth) : default;
        if (type.Kind != LogicalKind.Real && Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return OfWhole(whole, type);
        return Number(text) is { } number && (type.Kind == LogicalKind.Real || Math.Abs(number) <= Exact) ? OfDouble(number, type) : default;
    }

    private static double? Number(string text)
    {
        string bare = text.TrimStart('+', '-').ToLowerInvariant();
        if (bare is "inf" or "infinity")
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (bare == "nan")
            return double.NaN;
        // What has no room among doubles is none of them; the nearest one stands for all others.
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : null;
    }
}
