using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Makes dictionary columns of numbered values and the code of each number.</summary>
internal static class Codes
{
    /// <summary>Makes the column whose row i has the code <c>codeOf[values[i] - min]</c>.</summary>
    /// <param name="values">A number a row; any number that <paramref name="codeOf"/> has stands where a null is.</param>
    /// <param name="min">The number of the first entry of <paramref name="codeOf"/>.</param>
    /// <param name="codeOf">The code of each number.</param>
    /// <param name="distinct">The distinct values, ascending.</param>
    /// <param name="counts">How often each occurs.</param>
    /// <param name="nulls">Which rows are null.</param>
    public static DictionaryColumn Column(NarrowBuffer values, long min, ReadOnlySpan<ushort> codeOf, Column distinct, int[] counts, NullBits nulls)
    {
        if (CodeSpace.Width(distinct.Length, nulls.Count > 0) == 2)
            return Of(DataType.UInt16, Write<ushort>(values, min, codeOf), (ushort)distinct.Length, distinct, counts, nulls);
        var bytes = new byte[codeOf.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)codeOf[i];
        return Of(DataType.UInt8, Write<byte>(values, min, bytes), (byte)distinct.Length, distinct, counts, nulls);
    }

    private static DictionaryColumn Of<T>(DataType type, byte[] codes, T nullCode, Column distinct, int[] counts, NullBits nulls) where T : unmanaged
    {
        var slots = MemoryMarshal.Cast<byte, T>(codes.AsSpan());
        nulls.Fill(slots, nullCode);
        var column = new PrimitiveColumn<T>(type, codes, nulls.ToValidity(slots.Length), nulls.Count);
        return new DictionaryColumn(column, distinct, ordered: true, nullsCoded: true, counts);
    }

    private static byte[] Write<T>(NarrowBuffer values, long min, ReadOnlySpan<T> codeOf) where T : unmanaged
    {
        if (values.Min < min || values.Max - min >= codeOf.Length)
            throw new ArgumentException($"{codeOf.Length} codes from {min} on do not cover values from {values.Min} to {values.Max}.", nameof(codeOf));
        var codes = GC.AllocateUninitializedArray<byte>(values.Count * Unsafe.SizeOf<T>());
        var slots = MemoryMarshal.Cast<byte, T>(codes.AsSpan());
        switch (values.Width)
        {
            case 1:
                Write(values.Values<sbyte>(), min, codeOf, slots);
                break;
            case 2:
                Write(values.Values<short>(), min, codeOf, slots);
                break;
            case 4:
                Write(values.Values<int>(), min, codeOf, slots);
                break;
            default:
                Write(values.Values<long>(), min, codeOf, slots);
                break;
        }
        return codes;
    }

    // The values were checked against the codes that there are, so that these need no bounds checks.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Write<T, TCode>(ReadOnlySpan<T> values, long min, ReadOnlySpan<TCode> codeOf, Span<TCode> codes)
        where T : unmanaged, IBinaryInteger<T>
        where TCode : unmanaged
    {
        fixed (T* value = values)
        fixed (TCode* code = codeOf, slot = codes)
        {
            nint i = 0, length = values.Length, first = (nint)min;
            for (; i <= length - 4; i += 4)
            {
                slot[i] = code[nint.CreateTruncating(value[i]) - first];
                slot[i + 1] = code[nint.CreateTruncating(value[i + 1]) - first];
                slot[i + 2] = code[nint.CreateTruncating(value[i + 2]) - first];
                slot[i + 3] = code[nint.CreateTruncating(value[i + 3]) - first];
            }
            for (; i < length; i++)
                slot[i] = code[nint.CreateTruncating(value[i]) - first];
        }
    }
}
