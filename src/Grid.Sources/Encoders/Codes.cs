using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Arrow;

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
        var codes = GC.AllocateUninitializedArray<byte>(values.Count * Unsafe.SizeOf<T>());
        var slots = MemoryMarshal.Cast<byte, T>(codes.AsSpan());
        switch (values.Width)
        {
            case 1:
                Write(values.Values<sbyte>(), (int)min, codeOf, slots);
                break;
            case 2:
                Write(values.Values<short>(), (int)min, codeOf, slots);
                break;
            case 4:
                Write(values.Values<int>(), (int)min, codeOf, slots);
                break;
            default:
                Write(values.Values<long>(), min, codeOf, slots);
                break;
        }
        return codes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<TCode>(ReadOnlySpan<sbyte> values, int min, ReadOnlySpan<TCode> codeOf, Span<TCode> codes)
    {
        for (int i = 0; i < values.Length; i++)
            codes[i] = codeOf[values[i] - min];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<TCode>(ReadOnlySpan<short> values, int min, ReadOnlySpan<TCode> codeOf, Span<TCode> codes)
    {
        for (int i = 0; i < values.Length; i++)
            codes[i] = codeOf[values[i] - min];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<TCode>(ReadOnlySpan<int> values, int min, ReadOnlySpan<TCode> codeOf, Span<TCode> codes)
    {
        for (int i = 0; i < values.Length; i++)
            codes[i] = codeOf[values[i] - min];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write<TCode>(ReadOnlySpan<long> values, long min, ReadOnlySpan<TCode> codeOf, Span<TCode> codes)
    {
        for (int i = 0; i < values.Length; i++)
            codes[i] = codeOf[(int)(values[i] - min)];
    }
}
