using System.Runtime.InteropServices;
using ParquetSharp;
using LogicalType = Grid.Columns.LogicalType;

namespace Grid.Sources;

/// <summary>The digits of decimals, whatever they are stored in.</summary>
internal static unsafe class DecimalDigits
{
    /// <summary>Bytes of the most digits: 10^38 is below 2^127.</summary>
    private const int MostBytes = 16;

    /// <summary>The digits of a row as a whole number; 0 for a null.</summary>
    /// <exception cref="InvalidDataException">There are more than 38.</exception>
    public static Int128 Of<T>(ReadOnlySpan<T> values, int row, int width) where T : unmanaged
    {
        if (typeof(T) == typeof(int))
            return MemoryMarshal.Cast<T, int>(values)[row];
        if (typeof(T) == typeof(long))
            return MemoryMarshal.Cast<T, long>(values)[row];
        if (typeof(T) == typeof(FixedLenByteArray))
        {
            nint pointer = MemoryMarshal.Cast<T, FixedLenByteArray>(values)[row].Pointer;
            return pointer == 0 ? 0 : BigEndian(new ReadOnlySpan<byte>((void*)pointer, width));
        }
        if (typeof(T) != typeof(ByteArray))
            throw new NotSupportedException($"digits of a decimal in {typeof(T).Name}");
        var bytes = MemoryMarshal.Cast<T, ByteArray>(values)[row];
        return bytes.Length <= 0 ? 0 : BigEndian(new ReadOnlySpan<byte>((void*)bytes.Pointer, bytes.Length));
    }

    private static Int128 BigEndian(ReadOnlySpan<byte> bytes)
    {
        Int128 value = (sbyte)bytes[0] < 0 ? -1 : 0;
        // Bytes that say nothing but the sign may stand before the digits.
        while (bytes.Length > MostBytes && bytes[0] == (byte)value)
            bytes = bytes[1..];
        if (bytes.Length > MostBytes)
            throw new InvalidDataException($"a decimal of {bytes.Length} bytes, and {MostBytes} hold 38 digits");
        foreach (byte b in bytes)
            value = value << 8 | b;
        return value;
    }
}

/// <summary>Decimals as scaled integers: of no digit behind the point, or of so few in all that each is exact as a double.</summary>
internal sealed class DecimalPass(ParquetLeaf column, LogicalType type, WholeSink sink) : PhysicalPass(column, sink)
{
    private readonly long[] _digits = new long[BlockRows];

    protected override bool TryTake<T>(Span<T> values)
    {
        bool isUnsigned = type == LogicalType.Unsigned, isQuotient = type == LogicalType.Real;
        for (int i = 0; i < values.Length; i++)
        {
            var digits = DecimalDigits.Of<T>(values, i, Source.Width);
            if (isUnsigned ? digits < 0 || digits > ulong.MaxValue : digits < long.MinValue || digits > long.MaxValue)
                return false;
            _digits[i] = unchecked((long)(isUnsigned ? (ulong)digits : (ulong)(long)digits));
            if (isQuotient && Math.Abs(_digits[i]) >= NumberText.MaxExact)
                throw new InvalidDataException($"a decimal of more than the {Source.Precision} digits that its type has");
        }
        sink.Append(_digits.AsSpan(0, values.Length));
        return true;
    }
}

/// <summary>Decimals of many digits as doubles, where these print the digits again.</summary>
internal sealed class QuotientPass(ParquetLeaf column, bool isRounded, DoubleSink sink) : PhysicalPass(column, sink)
{
    // 10^22 is the greatest that is a double: a quotient by it is rounded once.
    private const int ExactScale = 22;

    private static readonly double[] s_powers = [.. Enumerable.Range(0, ExactScale + 1).Select(power => double.Parse($"1e{power}", System.Globalization.CultureInfo.InvariantCulture))];

    private readonly double[] _doubles = new double[BlockRows];

    protected override bool TryTake<T>(Span<T> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!TryQuotient(DecimalDigits.Of<T>(values, i, Source.Width), Source.Scale, isRounded, out _doubles[i]))
                return false;
        }
        sink.Append(_doubles.AsSpan(0, values.Length));
        return true;
    }

    internal static bool TryQuotient(Int128 digits, int scale, bool isRounded, out double value)
    {
        while (scale > 0 && digits % 10 == 0)
            (digits, scale) = (digits / 10, digits == 0 ? 0 : scale - 1);
        bool isExact = Int128.Abs(digits) <= NumberText.MaxExact && scale <= ExactScale;
        value = isExact ? (double)(long)digits / s_powers[scale]
            : isRounded ? double.Parse(WrittenPass.Decimal(digits, scale), System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        return isExact || isRounded;
    }
}
