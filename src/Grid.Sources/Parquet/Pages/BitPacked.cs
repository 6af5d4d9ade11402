using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Sources;

/// <summary>Takes numbers out of bits that stand one behind the other, the lowest first.</summary>
internal static unsafe class BitPacked
{
    /// <summary>Reads numbers.</summary>
    /// <param name="from">The bits; <see cref="HybridRuns.Slack"/> bytes behind them are there.</param>
    /// <param name="first">The first number.</param>
    /// <param name="width">Bits of each.</param>
    /// <param name="to">Receives the numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(byte* from, int first, int width, Span<int> to)
    {
        ref int target = ref MemoryMarshal.GetReference(to);
        int i = 0, length = to.Length;
        for (; i < length && (first + i & 7) != 0; i++)
            Unsafe.Add(ref target, i) = One(from, first + i, width);
        byte* at = from + (long)(first + i) / 8 * width;
        ulong mask = (1UL << width) - 1;
        if (width <= 8)
        {
            for (; i <= length - 8; i += 8, at += width)
            {
                ulong word = *(ulong*)at;
                ref int slot = ref Unsafe.Add(ref target, i);
                slot = (int)(word & mask);
                Unsafe.Add(ref slot, 1) = (int)(word >> width & mask);
                Unsafe.Add(ref slot, 2) = (int)(word >> 2 * width & mask);
                Unsafe.Add(ref slot, 3) = (int)(word >> 3 * width & mask);
                Unsafe.Add(ref slot, 4) = (int)(word >> 4 * width & mask);
                Unsafe.Add(ref slot, 5) = (int)(word >> 5 * width & mask);
                Unsafe.Add(ref slot, 6) = (int)(word >> 6 * width & mask);
                Unsafe.Add(ref slot, 7) = (int)(word >> 7 * width & mask);
            }
        }
        else if (width <= 16)
        {
            // Four numbers are within a word, wherever in a byte they start.
            int half = width / 2, shift = width * 4 & 7;
            for (; i <= length - 8; i += 8, at += width)
            {
                ulong low = *(ulong*)at, high = *(ulong*)(at + half) >> shift;
                ref int slot = ref Unsafe.Add(ref target, i);
                slot = (int)(low & mask);
                Unsafe.Add(ref slot, 1) = (int)(low >> width & mask);
                Unsafe.Add(ref slot, 2) = (int)(low >> 2 * width & mask);
                Unsafe.Add(ref slot, 3) = (int)(low >> 3 * width & mask);
                Unsafe.Add(ref slot, 4) = (int)(high & mask);
                Unsafe.Add(ref slot, 5) = (int)(high >> width & mask);
                Unsafe.Add(ref slot, 6) = (int)(high >> 2 * width & mask);
                Unsafe.Add(ref slot, 7) = (int)(high >> 3 * width & mask);
            }
        }
        for (; i < length; i++)
            Unsafe.Add(ref target, i) = One(from, first + i, width);
    }

    /// <summary>Adds where in packed bits, each a row from a row on, a 0 is.</summary>
    /// <param name="from">The bits.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="row">The row of the first.</param>
    /// <param name="rows">Receives the rows.</param>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Zeros(byte* from, int first, int count, int row, Span<int> rows)
    {
        int found = 0;
        for (int i = 0; i < count;)
        {
            int bit = first + i & 7, taken = Math.Min(56, count - i);
            ulong zeros = ~(*(ulong*)(from + (first + i) / 8) >> bit) & (1UL << taken) - 1;
            for (; zeros != 0; zeros &= zeros - 1)
                rows[found++] = row + i + BitOperations.TrailingZeroCount(zeros);
            i += taken;
        }
        return found;
    }

    /// <summary>Whether numbers, none of which is below 0, are all below another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreBelow(ReadOnlySpan<int> numbers, int limit)
    {
        ref int number = ref MemoryMarshal.GetReference(numbers);
        int i = 0, greatest = -1;
        var most = Vector256.Create(-1);
        for (; i <= numbers.Length - 8; i += 8)
            most = Vector256.Max(most, Vector256.LoadUnsafe(ref number, (nuint)i));
        for (; i < numbers.Length; i++)
            greatest = Math.Max(greatest, numbers[i]);
        return greatest < limit && Vector256.LessThanAll(most, Vector256.Create(limit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int One(byte* from, int index, int width)
    {
        long bit = (long)index * width;
        return (int)(*(ulong*)(from + bit / 8) >> (int)(bit & 7) & (1UL << width) - 1);
    }
}
