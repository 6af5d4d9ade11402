using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Grid.Sources;

/// <summary>A number as it is written in a field.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Whole">The value of an integer, as its bits where it has no sign; the digits of a decimal without the point, signed.</param>
/// <param name="Scale">How many of a decimal's digits are behind the point.</param>
/// <param name="Value">The nearest double.</param>
internal readonly record struct Number(NumberKind Kind, long Whole, int Scale, double Value)
{
    /// <summary>
    /// Whether it is zero with a minus, which integers have not. A column of integers with a "-0" among them was written
    /// from doubles, and is one of doubles: read as either first and widened later, it has the same bits.
    /// </summary>
    public bool IsNegativeZero => Value == 0 && double.IsNegative(Value);

    /// <summary>Whether it is an infinity or zero only because doubles do not go that far.</summary>
    /// <param name="field">The field that it was read from.</param>
    public bool IsOutOfRange(ReadOnlySpan<byte> field)
    {
        if (Kind is not (NumberKind.Double or NumberKind.Long) || (Value != 0 && double.IsFinite(Value)))
            return false;
        int exponent = field.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? field : field[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }

    /// <summary>
    /// Whether a column of doubles may hold it: any number with a point or an exponent, and a whole number whose digits a
    /// double prints again. Others would become their neighbours, and ids that differ the same.
    /// </summary>
    /// <param name="field">The field that it was read from.</param>
    public bool KeepsDigits(ReadOnlySpan<byte> field) => Kind switch
    {
        NumberKind.Integer => NumberText.KeepsDigits(Whole),
        NumberKind.Unsigned => NumberText.KeepsDigits((ulong)Whole),
        NumberKind.Long => double.IsFinite(Value)
            && NumberText.KeepsDigits(BigInteger.Parse(Encoding.ASCII.GetString(NumberText.Trim(field)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), Value),
        _ => true,
    };
}

/// <summary>How a number is written.</summary>
internal enum NumberKind
{
    /// <summary>Digits only, within 64 bits.</summary>
    Integer,
    /// <summary>Digits only, without a minus, and within 64 bits only if none of them is a sign.</summary>
    Unsigned,
    /// <summary>Digits only, and more than 64 bits hold.</summary>
    Long,
    /// <summary>A decimal whose digits are an integer below 2^53, and its scale one that a column of scaled integers takes.</summary>
    Decimal,
    /// <summary>Any other number.</summary>
    Double,
}

/// <summary>
/// Reads numbers of every form: signs, leading zeros, points, exponents, <c>inf</c>, <c>infinity</c> and <c>nan</c> in any
/// case, spaces around. The fast loops hand over what they do not know.
/// </summary>
internal static class NumberText
{
    /// <summary>The most digits behind the point that a column of scaled integers takes.</summary>
    public const int MaxScale = 7;

    /// <summary>Integers below this are exact as doubles, and so is their quotient by a power of ten up to 10^22 rounded once.</summary>
    public const long MaxExact = 1L << 53;

    private static readonly double[] s_powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Powers of ten as integers, up to 10^18.</summary>
    public static ReadOnlySpan<long> Powers =>
        [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
         1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
         100_000_000_000_000_000, 1_000_000_000_000_000_000];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> field, out Number number)
    {
        number = default;
        field = Trim(field);
        int at = 0;
        bool negative = false;
        if (field.Length > 0 && field[0] is (byte)'-' or (byte)'+')
        {
            negative = field[0] == '-';
            at = 1;
        }
        // Digits beyond the nineteenth cannot be kept in 64 bits; the exact value is then read by the library.
        ulong digits = 0;
        int kept = 0, seen = 0, scale = 0;
        bool point = false, exact = true;
        int start = at;
        for (; at < field.Length; at++)
        {
            uint digit = (uint)field[at] - '0';
            if (digit <= 9)
            {
                seen++;
                if (point)
                    scale++;
                if (kept > 0 || digit > 0)
                {
                    if (kept == 19)
                        exact = false;
                    else
                        (digits, kept) = (digits * 10 + digit, kept + 1);
                }
            }
            else if (field[at] == '.' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }
        if (seen == 0)
            return TryWord(field[start..], negative, out number);
        int exponent = 0;
        bool hasExponent = at < field.Length && (field[at] | 0x20) == 'e';
        if (hasExponent && !TryExponent(field[(at + 1)..], out exponent))
            return false;
        if (!hasExponent && at < field.Length)
            return false;
        if (exact && !point && !hasExponent && digits <= (negative ? 1UL << 63 : long.MaxValue))
        {
            long whole = negative ? unchecked(-(long)digits) : (long)digits;
            number = new Number(NumberKind.Integer, whole, 0, negative && digits == 0 ? -0.0 : whole);
            return true;
        }
        if (!point && !hasExponent)
        {
            number = !negative && ulong.TryParse(field[start..], NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned)
                ? new Number(NumberKind.Unsigned, (long)unsigned, 0, unsigned)
                : new Number(NumberKind.Long, 0, 0, double.Parse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
            return true;
        }
        if (exact && digits < MaxExact && exponent is > -1000 and < 1000)
        {
            int power = exponent - scale;
            if (power is >= -22 and <= 22)
            {
                double value = power < 0 ? digits / s_powers[-power] : digits * s_powers[power];
                bool scaled = !hasExponent && scale <= MaxScale && !(negative && digits == 0);
                number = new Number(
                    scaled ? NumberKind.Decimal : NumberKind.Double, negative ? -(long)digits : (long)digits, scale, negative ? -value : value);
                return true;
            }
        }
        number = new Number(
            NumberKind.Double, 0, 0, double.Parse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>A field without the spaces around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field) => field.Trim((byte)' ');

    /// <summary>Whether the double next to a whole number prints its digits again.</summary>
    public static bool KeepsDigits(long whole) => whole is >= -MaxExact and <= MaxExact || KeepsDigits(whole, whole);

    /// <summary>Whether the double next to a whole number prints its digits again.</summary>
    public static bool KeepsDigits(ulong whole) => whole <= MaxExact || KeepsDigits(whole, whole);

    /// <summary>Whether a double prints the digits of a whole number.</summary>
    public static bool KeepsDigits(BigInteger whole, double value) =>
        BigInteger.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) == whole;

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        if (text.Length == 0)
            return false;
        foreach (byte c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
                return false;
            exponent = Math.Min(exponent * 10 + (c - '0'), 100_000);
        }
        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static bool TryWord(ReadOnlySpan<byte> word, bool negative, out Number number)
    {
        double value;
        if (Is(word, "inf"u8) || Is(word, "infinity"u8))
            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        else if (Is(word, "nan"u8))
            value = double.NaN;
        else
            value = 0;
        number = new Number(NumberKind.Double, 0, 0, value);
        return value != 0;
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> lowerCase) =>
        System.Text.Ascii.EqualsIgnoreCase(word, lowerCase);
}
