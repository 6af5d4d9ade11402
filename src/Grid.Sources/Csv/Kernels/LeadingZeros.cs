using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Sources;

/// <summary>Finds numbers with zeros before their digits, as codes have, among those of a column.</summary>
internal static unsafe class LeadingZeros
{
    // A zero, and behind it a digit: bytes of 0x30 and 0x30 to 0x39; numbers hold no others up to 0x3F.
    private const ulong Mask = 0xF0FF, Zeros = 0x3030;

    /// <summary>The first row of a block of numbers that has one, its sign aside; -1 where none has.</summary>
    public static int First(in ColumnFields fields)
    {
        int row = 0;
        if (Avx2.IsSupported && fields.Longest <= 8)
        {
            row = FirstFour(fields);
            if (row == fields.Rows)
                return -1;
        }
        for (; row < fields.Rows; row++)
        {
            var field = fields[row].TrimStart((byte)' ');
            if (field is [(byte)'-' or (byte)'+', ..])
                field = field[1..];
            if (field is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..])
                return row;
        }
        return -1;
    }

    /// <summary>The first of four rows that may have one; the number of rows where none has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstFour(in ColumnFields fields)
    {
        ulong* words = fields.Words;
        int* lengths = fields.Lengths;
        int rows = fields.Rows;
        Vector256<ulong> eight = Vector256.Create(8UL), mask = Vector256.Create(Mask), zeros = Vector256.Create(Zeros), sign = Vector256.Create(0xFFUL);
        for (int row = 0; row < rows; row += 4)
        {
            var start = Avx2.ShiftRightLogicalVariable(Vector256.Load(words + row), (eight - Avx2.ConvertToVector256Int64(lengths + row).AsUInt64()) << 3);
            // A sign or a blank, and what stands behind it, is looked at more closely.
            var found = Vector256.Equals(start & mask, zeros) | (Vector256.LessThan((start & sign).AsInt64(), Vector256.Create((long)'.')).AsUInt64() & Vector256.Equals((start >> 8) & mask, zeros));
            if (found != Vector256<ulong>.Zero)
                return row;
        }
        return rows;
    }
}
