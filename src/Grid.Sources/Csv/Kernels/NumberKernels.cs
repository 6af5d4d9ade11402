using System.Numerics;
using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// The loops that most numbers go through, a column of a block at a time. Each stops at the first field that it does not
/// know and says where; <see cref="NumberText"/> then reads that one. Fields of 1 to 8 characters are read as the eight
/// bytes that end with them, without a branch on sign, point or length. <see cref="NumberVectors"/> does the same faster,
/// where the processor can and no field is longer.
/// </summary>
internal static unsafe class NumberKernels
{
    /// <summary>Reads integers of up to 19 digits. It stops at negative zero, and at what 64 bits with a sign do not hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Integers(in ColumnFields fields, int row, NullBits nulls, int firstRow)
    {
        byte* text = fields.Text;
        long* values = fields.Values;
        for (; row < fields.Rows; row++)
        {
            int end = fields.Ends[row], start = end - fields.Lengths[row];
            int negative = text[start] == '-' ? 1 : 0;
            int length = end - start - negative;
            if ((uint)(length - 1) < 8)
            {
                ulong digits = Last8(text, end) & (ulong.MaxValue << ((8 - length) * 8));
                uint magnitude = Swar.EightDigits(digits);
                if (Swar.NotDigits(digits) != 0 || (magnitude == 0 && negative != 0))
                    return row;
                values[row] = ((long)magnitude ^ -negative) + negative;
            }
            else if (end == start)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
            }
            else if ((uint)(length - 9) < 8)
            {
                ulong low = Last8(text, end), high = Last8(text, end - 8) & (ulong.MaxValue << ((16 - length) * 8));
                ulong magnitude = Swar.EightDigits(high) * 100_000_000UL + Swar.EightDigits(low);
                if ((Swar.NotDigits(low) | Swar.NotDigits(high)) != 0 || (magnitude == 0 && negative != 0))
                    return row;
                values[row] = ((long)magnitude ^ -negative) + negative;
            }
            else if (length > 19 || !TryLong(text, end, length, out ulong magnitude) || magnitude > long.MaxValue || (magnitude == 0 && negative != 0))
            {
                return row;
            }
            else
            {
                values[row] = ((long)magnitude ^ -negative) + negative;
            }
        }
        return row;
    }

    /// <summary>Reads integers of 64 bits without a sign, as their bits. It stops at signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unsigned(in ColumnFields fields, int row, NullBits nulls, int firstRow)
    {
        byte* text = fields.Text;
        long* values = fields.Values;
        for (; row < fields.Rows; row++)
        {
            int end = fields.Ends[row], length = fields.Lengths[row];
            if (length == 0)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
            }
            else if (length <= 8)
            {
                ulong digits = Last8(text, end) & (ulong.MaxValue << ((8 - length) * 8));
                if (Swar.NotDigits(digits) != 0)
                    return row;
                values[row] = Swar.EightDigits(digits);
            }
            else if (TryLong(text, end, length, out ulong magnitude))
            {
                values[row] = (long)magnitude;
            }
            else
            {
                return row;
            }
        }
        return row;
    }

    /// <summary>Reads nine to twenty digits, if they are that and have room in 64 bits.</summary>
    private static bool TryLong(byte* text, int end, int length, out ulong magnitude)
    {
        magnitude = 0;
        for (int i = end - length; i < end; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit > 9 || magnitude > (ulong.MaxValue - digit) / 10)
                return false;
            magnitude = magnitude * 10 + digit;
        }
        return length <= 20;
    }

    /// <summary>
    /// Reads decimals of up to 16 characters as integers scaled by <c>10^scale</c>. It stops at more digits behind the point
    /// than that, at negative zero, and at what is no integer below 2^53 once scaled.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Decimals(in ColumnFields fields, int row, int scale, NullBits nulls, int firstRow)
    {
        byte* text = fields.Text;
        long* values = fields.Values;
        for (; row < fields.Rows; row++)
        {
            int end = fields.Ends[row], start = end - fields.Lengths[row];
            if (end == start)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
                continue;
            }
            if (!TryDigits(text, start, end, out ulong magnitude, out int behind, out int negative) || behind > scale || (magnitude == 0 && negative != 0))
                return row;
            // Sixteen digits and a factor of up to 10^7 have room in 128 bits; nearly all have in 64.
            ulong high = Math.BigMul(magnitude, (ulong)NumberText.Powers[scale - behind], out ulong scaled);
            if (high != 0 || scaled >= NumberText.MaxExact)
                return row;
            values[row] = ((long)scaled ^ -negative) + negative;
        }
        return row;
    }

    /// <summary>Reads decimals of up to 16 characters as doubles, correctly rounded: the quotient of two exact doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Doubles(in ColumnFields fields, int row, NullBits nulls, int firstRow)
    {
        byte* text = fields.Text;
        var values = (double*)fields.Values;
        for (; row < fields.Rows; row++)
        {
            int end = fields.Ends[row], start = end - fields.Lengths[row];
            if (end == start)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
                continue;
            }
            if (!TryDigits(text, start, end, out ulong magnitude, out int behind, out int negative) || magnitude >= NumberText.MaxExact)
                return row;
            double value = magnitude / (double)NumberText.Powers[behind];
            values[row] = negative != 0 ? -value : value;
        }
        return row;
    }

    /// <summary>Reads a sign, up to 16 digits, and a point among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDigits(byte* text, int start, int end, out ulong magnitude, out int behind, out int negative)
    {
        negative = text[start] == '-' ? 1 : 0;
        int length = end - start - negative;
        if ((uint)(length - 1) < 8)
        {
            ulong digits = WithoutPoint(Last8(text, end) & (ulong.MaxValue << ((8 - length) * 8)), out behind, out int point);
            magnitude = Swar.EightDigits(digits);
            return Swar.NotDigits(digits) == 0 && length != point;
        }
        magnitude = 0;
        behind = 0;
        return (uint)(length - 9) < 9 && TryLongDigits(text, start + negative, end, out magnitude, out behind);
    }

    private static bool TryLongDigits(byte* text, int start, int end, out ulong magnitude, out int behind)
    {
        magnitude = 0;
        behind = 0;
        int point = -1;
        for (int i = start; i < end; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
                magnitude = magnitude * 10 + digit;
            else if (text[i] == '.' && point < 0)
                point = i;
            else
                return false;
        }
        behind = point < 0 ? 0 : end - point - 1;
        return true;
    }

    /// <summary>The eight characters before a position, less '0' each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Last8(byte* text, int end) => Unsafe.ReadUnaligned<ulong>(text + end - 8) ^ Swar.Zeros;

    /// <summary>Takes the point, if there is one, out from between digits, and moves those before it up.</summary>
    /// <param name="digits">Values of eight characters, leading zeros included.</param>
    /// <param name="behind">How many digits are behind the point; 0 without one.</param>
    /// <param name="point">1 with a point, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WithoutPoint(ulong digits, out int behind, out int point)
    {
        const ulong points = 0x1E1E1E1E1E1E1E1E;
        ulong found = Swar.FirstEqual(digits, points);
        point = found != 0 ? 1 : 0;
        behind = BitOperations.LeadingZeroCount(found) >> 3 & 7;
        ulong mark = found >> 7;
        ulong before = mark - 1;
        ulong after = ~(before | mark * 0xFF);
        return (digits & after) | (digits & before) << (point << 3);
    }
}
