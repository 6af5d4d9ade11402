using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Sources;

/// <summary>
/// <see cref="NumberKernels"/> for fields of up to eight characters, four at a time: each is a 64-bit lane with its last
/// character in the highest byte. Digits are joined by multiply-add of neighbours (Wojciech Muła, "SIMD-ized parsing of
/// numbers", 2014).
/// </summary>
internal static unsafe class NumberVectors
{
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Reads integers; stops at the first field that is none, and at negative zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Integers(in ColumnFields fields, int row, NullBits nulls, int firstRow)
    {
        ulong* words = fields.Words;
        int* lengths = fields.Lengths;
        long* values = fields.Values;
        int rows = fields.Rows;
        for (; row < rows; row += 4)
        {
            var length = Avx2.ConvertToVector256Int64(lengths + row).AsUInt64();
            var digits = Digits(Vector256.Load(words + row), length, out var negative);
            var value = Join(digits);
            ((value ^ negative) - negative).AsInt64().Store(values + row);
            var empty = Vector256.Equals(length, Vector256<ulong>.Zero);
            // A sign alone is zero too, and so among the negative zeros.
            var bad = NotDigits(digits) | (negative & Vector256.Equals(value, Vector256<ulong>.Zero));
            if ((bad | empty) != Vector256<ulong>.Zero && !TakeNulls(bad, empty, nulls, firstRow + row, out int taken))
                return row + taken;
        }
        return rows;
    }

    /// <summary>
    /// Reads decimals as integers scaled by <c>10^scale</c>; stops at the first field that is none, that has more digits
    /// behind the point or more than eight digits once scaled, and at negative zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Decimals(in ColumnFields fields, int row, int scale, NullBits nulls, int firstRow)
    {
        ulong* words = fields.Words;
        int* lengths = fields.Lengths;
        long* values = fields.Values;
        int rows = fields.Rows;
        var one = Vector256<ulong>.One;
        var eight = Vector256.Create(8UL);
        var scales = Vector256.Create((ulong)scale);
        var ones = Vector256.Create((byte)1).AsUInt64();
        var points = Vector256.Create((byte)('.' ^ '0'));
        for (; row < rows; row += 4)
        {
            var length = Avx2.ConvertToVector256Int64(lengths + row).AsUInt64();
            var digits = Digits(Vector256.Load(words + row), length, out var negative);
            var isPoint = Vector256.Equals(digits.AsByte(), points).AsUInt64();
            // The lowest bit of the first point's byte; none without a point, and then all is before it.
            var mark = isPoint & (Vector256<ulong>.Zero - isPoint);
            var before = mark - one;
            var after = ~(before | ((mark << 8) - mark));
            var without = Vector256.Equals(mark, Vector256<ulong>.Zero);
            var joined = (digits & after) | Avx2.ShiftLeftLogicalVariable(digits & before, Vector256.AndNot(eight, without));
            var behind = Avx2.SumAbsoluteDifferences((after & ones).AsByte(), Vector256<byte>.Zero).AsUInt64();
            var missing = scales - behind;
            // Zeros take the place of the digits that are missing behind the point.
            var value = Join(Avx2.ShiftRightLogicalVariable(joined, missing << 3));
            ((value ^ negative) - negative).AsInt64().Store(values + row);
            var written = length - (negative & one) - Vector256.AndNot(one, without);
            var empty = Vector256.Equals(length, Vector256<ulong>.Zero);
            var bad = NotDigits(joined)
                | Vector256.GreaterThan((written + missing).AsInt64(), eight.AsInt64()).AsUInt64()
                | Vector256.LessThan(missing.AsInt64(), Vector256<long>.Zero).AsUInt64()
                | Vector256.AndNot(Vector256.Equals(written, Vector256<ulong>.Zero), empty)
                | (negative & Vector256.Equals(value, Vector256<ulong>.Zero));
            if ((bad | empty) != Vector256<ulong>.Zero && !TakeNulls(bad, empty, nulls, firstRow + row, out int taken))
                return row + taken;
        }
        return rows;
    }

    /// <summary>The characters of fields less '0', without the sign, and zero in the bytes before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Digits(Vector256<ulong> words, Vector256<ulong> lengths, out Vector256<ulong> negative)
    {
        var spare = (Vector256.Create(8UL) - lengths) << 3;
        var first = Avx2.ShiftRightLogicalVariable(words, spare) & Vector256.Create(0xFFUL);
        negative = Vector256.Equals(first, Vector256.Create((ulong)'-'));
        return (words ^ Vector256.Create(Swar.Zeros))
            & Avx2.ShiftLeftLogicalVariable(Vector256<ulong>.AllBitsSet, spare + (negative & Vector256.Create(8UL)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> NotDigits(Vector256<ulong> digits) =>
        ~Vector256.Equals(Vector256.Max(digits.AsByte(), Vector256.Create((byte)9)), Vector256.Create((byte)9)).AsUInt64();

    /// <summary>The number that each lane's eight digits stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Join(Vector256<ulong> digits)
    {
        var pairs = Avx2.MultiplyAddAdjacent(digits.AsByte(), Vector256.Create((ushort)(10 | 1 << 8)).AsSByte());
        var fours = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create(100 | 1 << 16).AsInt16()).AsUInt64();
        return Avx2.Multiply(fours.AsUInt32(), Vector256.Create(10_000u)) + (fours >> 32);
    }

    /// <summary>Marks the nulls among four fields, up to the first bad one.</summary>
    /// <returns>Whether none was bad.</returns>
    private static bool TakeNulls(Vector256<ulong> bad, Vector256<ulong> empty, NullBits nulls, int firstRow, out int taken)
    {
        uint isBad = (~Vector256.Equals(bad, Vector256<ulong>.Zero)).ExtractMostSignificantBits();
        taken = isBad == 0 ? 4 : BitOperations.TrailingZeroCount(isBad);
        for (uint isEmpty = empty.ExtractMostSignificantBits() & ((1u << taken) - 1); isEmpty != 0; isEmpty &= isEmpty - 1)
            nulls.Set(firstRow + BitOperations.TrailingZeroCount(isEmpty));
        return isBad == 0;
    }
}
