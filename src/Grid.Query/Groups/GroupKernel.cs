using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>The inner loops of group-by: a row's slot says where, its value or code says what to add.</summary>
internal static class GroupKernel
{
    /// <summary>Takes a further key into slots: the slot so far times the key's values and null, plus the number of the row's value.</summary>
    public static void Combine(CodedColumn column, int start, CodeNumbers numbers, Span<int> ids)
    {
        switch (column.Width)
        {
            case 1:
                Combine(column.Codes8.Slice(start, ids.Length), numbers.Numbers, numbers.Count + 1, ids);
                break;
            case 2:
                Combine(column.Codes16.Slice(start, ids.Length), numbers.Numbers, numbers.Count + 1, ids);
                break;
            default:
                Combine(column.Read(start, ids.Length), numbers.Numbers, numbers.Count + 1, ids);
                break;
        }
    }

    /// <summary>Counts rows by slot.</summary>
    public static void Count(ReadOnlySpan<int> ids, long[] counts)
    {
        foreach (int id in ids)
            counts[id]++;
    }

    /// <summary>Counts the pairs of group and code of a block's rows, by the groups' own codes where they have some.</summary>
    public static void Matrix(GroupBlock block, CodedColumn codes, int[] counts)
    {
        int rows = block.Selection.Rows;
        if (block.Codes is { Width: 1 } bytes)
            Matrix(bytes.Codes8.Slice(block.Start, rows), codes, block.Start, counts);
        else if (block.Codes is { Width: 2 } shorts)
            Matrix(shorts.Codes16.Slice(block.Start, rows), codes, block.Start, counts);
        else
            Matrix(block.Ids(), codes, block.Start, counts);
    }

    /// <summary>Counts pairs of slot and code: counts[slot * width + code].</summary>
    public static void Matrix<TId>(ReadOnlySpan<TId> ids, CodedColumn codes, int start, int[] counts) where TId : unmanaged, IBinaryInteger<TId>
    {
        int width = codes.NullCode + 1;
        switch (codes.Width)
        {
            case 1:
                Matrix(ids, codes.Codes8.Slice(start, ids.Length), width, counts);
                break;
            case 2:
                Matrix(ids, codes.Codes16.Slice(start, ids.Length), width, counts);
                break;
            default:
                Matrix(ids, codes.Read(start, ids.Length), width, counts);
                break;
        }
    }

    /// <summary>Notes which pairs of slot and code occur: a bit each, a stride of words a slot.</summary>
    public static void Presence<TId>(ReadOnlySpan<TId> ids, CodedColumn codes, int start, int stride, ulong[] bits) where TId : unmanaged, IBinaryInteger<TId>
    {
        switch (codes.Width)
        {
            case 1:
                Presence(ids, codes.Codes8.Slice(start, ids.Length), stride, bits);
                break;
            case 2:
                Presence(ids, codes.Codes16.Slice(start, ids.Length), stride, bits);
                break;
            default:
                Presence(ids, codes.Read(start, ids.Length), stride, bits);
                break;
        }
    }

    /// <summary>Adds lines of a table to lines of sums, by code and slot: lines of two or four numbers.</summary>
    public static void Lines<TId>(ReadOnlySpan<TId> ids, CodedColumn codes, int start, double[] table, int line, double[] sums, int odd)
        where TId : unmanaged, IBinaryInteger<TId>
    {
        switch (codes.Width)
        {
            case 1:
                Lines(ids, codes.Codes8.Slice(start, ids.Length), table, line, sums, odd);
                break;
            case 2:
                Lines(ids, codes.Codes16.Slice(start, ids.Length), table, line, sums, odd);
                break;
            default:
                Lines(ids, codes.Read(start, ids.Length), table, line, sums, odd);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<TCode>(ReadOnlySpan<TCode> codes, int[] numbers, int values, Span<int> ids) where TCode : unmanaged, IBinaryInteger<TCode>
    {
        for (int i = 0; i < ids.Length; i++)
            ids[i] = ids[i] * values + numbers[int.CreateTruncating(codes[i])];
    }

    // Here and below, slots and codes are within the tables: slots by how they are made, codes since CodedColumn checked all of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Matrix<TId, TCode>(ReadOnlySpan<TId> ids, ReadOnlySpan<TCode> codes, int width, int[] counts)
        where TId : unmanaged, IBinaryInteger<TId>
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        ref int to = ref MemoryMarshal.GetArrayDataReference(counts);
        for (int i = 0; i < ids.Length; i++)
            Unsafe.Add(ref to, int.CreateTruncating(ids[i]) * width + int.CreateTruncating(codes[i]))++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Presence<TId, TCode>(ReadOnlySpan<TId> ids, ReadOnlySpan<TCode> codes, int stride, ulong[] bits)
        where TId : unmanaged, IBinaryInteger<TId>
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        ref ulong to = ref MemoryMarshal.GetArrayDataReference(bits);
        for (int i = 0; i < ids.Length; i++)
        {
            int code = int.CreateTruncating(codes[i]);
            Unsafe.Add(ref to, int.CreateTruncating(ids[i]) * stride + (code >> 6)) |= 1UL << code;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lines<TId, TCode>(ReadOnlySpan<TId> ids, ReadOnlySpan<TCode> codes, double[] table, int line, double[] sums, int odd)
        where TId : unmanaged, IBinaryInteger<TId>
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        ref double from = ref MemoryMarshal.GetArrayDataReference(table);
        ref double to = ref MemoryMarshal.GetArrayDataReference(sums);
        ref double toOdd = ref Unsafe.Add(ref to, odd);
        int i = 0;
        if (line == 2)
        {
            // Neighbouring rows, often of one group, do not wait for each other.
            for (; i + 2 <= ids.Length; i += 2)
            {
                ref double a = ref Unsafe.Add(ref to, 2 * int.CreateTruncating(ids[i]));
                (Vector128.LoadUnsafe(ref a) + Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * int.CreateTruncating(codes[i])))).StoreUnsafe(ref a);
                ref double b = ref Unsafe.Add(ref toOdd, 2 * int.CreateTruncating(ids[i + 1]));
                (Vector128.LoadUnsafe(ref b) + Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * int.CreateTruncating(codes[i + 1])))).StoreUnsafe(ref b);
            }
            for (; i < ids.Length; i++)
            {
                ref double a = ref Unsafe.Add(ref to, 2 * int.CreateTruncating(ids[i]));
                (Vector128.LoadUnsafe(ref a) + Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * int.CreateTruncating(codes[i])))).StoreUnsafe(ref a);
            }
            return;
        }
        for (; i + 2 <= ids.Length; i += 2)
        {
            ref double a = ref Unsafe.Add(ref to, 4 * int.CreateTruncating(ids[i]));
            (Vector256.LoadUnsafe(ref a) + Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 4 * int.CreateTruncating(codes[i])))).StoreUnsafe(ref a);
            ref double b = ref Unsafe.Add(ref toOdd, 4 * int.CreateTruncating(ids[i + 1]));
            (Vector256.LoadUnsafe(ref b) + Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 4 * int.CreateTruncating(codes[i + 1])))).StoreUnsafe(ref b);
        }
        for (; i < ids.Length; i++)
        {
            ref double a = ref Unsafe.Add(ref to, 4 * int.CreateTruncating(ids[i]));
            (Vector256.LoadUnsafe(ref a) + Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 4 * int.CreateTruncating(codes[i])))).StoreUnsafe(ref a);
        }
    }
}
