using System.Numerics;
using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// The loops that most numbers go through, a column of a block at a time. Each stops at the first field that it does not
/// know and says where; <see cref="NumberText"/> then reads that one. Fields of 1 to 8 characters are read as the eight
/// bytes that end with them, without a branch on sign, point or length.
/// </summary>
internal static unsafe class NumberKernels
{
    /// <summary>Reads integers of up to 16 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Integers<TFields>(byte* text, TFields fields, int row, int rows, long* values, NullBits nulls, int firstRow)
        where TFields : struct, IFields
    {
        for (; row < rows; row++)
        {
            int start = fields.Start(row), end = fields.End(row);
            int negative = text[start] == '-' ? 1 : 0;
            int length = end - start - negative;
            if ((uint)(length - 1) < 8)
            {
                ulong digits = Last8(text, end) & (ulong.MaxValue << ((8 - length) * 8));
                if (Swar.NotDigits(digits) != 0)
                    return row;
                values[row] = ((long)Swar.EightDigits(digits) ^ -negative) + negative;
            }
            else if (end == start)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
            }
            else if ((uint)(length - 9) < 8)
            {
                ulong low = Last8(text, end), high = Last8(text, end - 8) & (ulong.MaxValue << ((16 - length) * 8));
                if ((Swar.NotDigits(low) | Swar.NotDigits(high)) != 0)
                    return row;
                values[row] = ((long)(Swar.EightDigits(high) * 100_000_000UL + Swar.EightDigits(low)) ^ -negative) + negative;
            }
            else
            {
                return row;
            }
        }
        return row;
    }

    /// <summary>
    /// Reads decimals of up to 8 characters as integers scaled by <c>10^scale</c>. It stops at more digits behind the point than
    /// that, and at negative zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Decimals<TFields>(byte* text, TFields fields, int row, int rows, int scale, long* values, NullBits nulls, int firstRow)
        where TFields : struct, IFields
    {
        // What a field with so many digits behind the point is multiplied by; 0 where that is too many.
        uint* factors = stackalloc uint[8];
        for (int digits = 0; digits < 8; digits++)
            factors[digits] = digits <= scale ? (uint)NumberText.Powers[scale - digits] : 0;
        for (; row < rows; row++)
        {
            int start = fields.Start(row), end = fields.End(row);
            int negative = text[start] == '-' ? 1 : 0;
            int length = end - start - negative;
            if ((uint)(length - 1) < 8)
            {
                ulong digits = WithoutPoint(Last8(text, end) & (ulong.MaxValue << ((8 - length) * 8)), out int behind, out int point);
                uint factor = factors[behind];
                uint magnitude = Swar.EightDigits(digits);
                if ((Swar.NotDigits(digits) | (uint)(length == point ? 1 : 0) | (factor == 0 ? 1u : 0) | (uint)(magnitude == 0 ? negative : 0)) != 0)
                    return row;
                long scaled = (long)((ulong)magnitude * factor);
                values[row] = (scaled ^ -negative) + negative;
            }
            else if (end == start)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
            }
            else
            {
                return row;
            }
        }
        return row;
    }

    /// <summary>Reads decimals of up to 8 characters as doubles, correctly rounded: the quotient of two exact doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Doubles<TFields>(byte* text, TFields fields, int row, int rows, double* values, NullBits nulls, int firstRow)
        where TFields : struct, IFields
    {
        double* powers = stackalloc double[8] { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7 };
        for (; row < rows; row++)
        {
            int start = fields.Start(row), end = fields.End(row);
            int negative = text[start] == '-' ? 1 : 0;
            int length = end - start - negative;
            if ((uint)(length - 1) < 8)
            {
                ulong digits = WithoutPoint(Last8(text, end) & (ulong.MaxValue << ((8 - length) * 8)), out int behind, out int point);
                if ((Swar.NotDigits(digits) | (uint)(length == point ? 1 : 0)) != 0)
                    return row;
                double value = Swar.EightDigits(digits) / powers[behind];
                values[row] = negative != 0 ? -value : value;
            }
            else if (end == start)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
            }
            else
            {
                return row;
            }
        }
        return row;
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
