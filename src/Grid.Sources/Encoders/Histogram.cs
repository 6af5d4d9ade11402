using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Sources;

/// <summary>Counts integers of a small range by direct index.</summary>
internal static class Histogram
{
    /// <summary>Below this range four tables take turns: a value that repeats then does not wait for its own last count.</summary>
    private const int SmallRange = 4096;

    /// <summary>Adds up how often each value occurs.</summary>
    /// <param name="values">The values, all of them from <paramref name="min"/> on and within the range of the counts.</param>
    /// <param name="min">The value that <paramref name="counts"/> starts with.</param>
    /// <param name="counts">The counts, zero at first.</param>
    public static void Count(NarrowBuffer values, long min, Span<int> counts)
    {
        if (values.Min < min || values.Max - min >= counts.Length)
            throw new ArgumentException($"{counts.Length} counts from {min} on do not hold values from {values.Min} to {values.Max}.", nameof(counts));
        switch (values.Width)
        {
            case 1:
                Count(values.Values<sbyte>(), (int)min, counts);
                break;
            case 2:
                Count(values.Values<short>(), (int)min, counts);
                break;
            case 4:
                Count(values.Values<int>(), (int)min, counts);
                break;
            default:
                foreach (long value in values.Values<long>())
                    counts[(int)(value - min)]++;
                break;
        }
    }

    private static void Count<T>(ReadOnlySpan<T> values, int min, Span<int> counts) where T : unmanaged, IBinaryInteger<T>
    {
        int size = counts.Length;
        if (size > SmallRange)
        {
            Count(values, min, ref counts[0], ref counts[0], ref counts[0], ref counts[0]);
            return;
        }
        var more = ArrayPool<int>.Shared.Rent(3 * SmallRange);
        more.AsSpan(0, 3 * size).Clear();
        Count(values, min, ref counts[0], ref more[0], ref more[size], ref more[2 * size]);
        for (int i = 0; i < size; i++)
            counts[i] += more[i] + more[size + i] + more[2 * size + i];
        ArrayPool<int>.Shared.Return(more);
    }

    // The values were checked against the range, so that the counts need no bounds checks.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count<T>(ReadOnlySpan<T> values, int min, ref int a, ref int b, ref int c, ref int d) where T : unmanaged, IBinaryInteger<T>
    {
        ref T value = ref MemoryMarshal.GetReference(values);
        nint i = 0, length = values.Length;
        for (; i <= length - 4; i += 4)
        {
            Unsafe.Add(ref a, int.CreateTruncating(Unsafe.Add(ref value, i)) - min)++;
            Unsafe.Add(ref b, int.CreateTruncating(Unsafe.Add(ref value, i + 1)) - min)++;
            Unsafe.Add(ref c, int.CreateTruncating(Unsafe.Add(ref value, i + 2)) - min)++;
            Unsafe.Add(ref d, int.CreateTruncating(Unsafe.Add(ref value, i + 3)) - min)++;
        }
        for (; i < length; i++)
            Unsafe.Add(ref a, int.CreateTruncating(Unsafe.Add(ref value, i)) - min)++;
    }
}
