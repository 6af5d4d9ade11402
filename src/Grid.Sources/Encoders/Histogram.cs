using System.Buffers;
using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>Counts integers of a small range by direct index.</summary>
internal static class Histogram
{
    /// <summary>Below this range four tables take turns: a value that repeats then does not wait for its own last count.</summary>
    private const int SmallRange = 2048;

    /// <summary>Adds up how often each value occurs.</summary>
    /// <param name="values">The values.</param>
    /// <param name="min">The value that <paramref name="counts"/> starts with; it holds all that occur.</param>
    /// <param name="counts">The counts, zero at first.</param>
    public static void Count(NarrowBuffer values, long min, Span<int> counts)
    {
        if (counts.Length > SmallRange)
        {
            Count(values, min, counts, counts, counts, counts);
            return;
        }
        int size = counts.Length;
        var more = ArrayPool<int>.Shared.Rent(3 * SmallRange);
        more.AsSpan(0, 3 * size).Clear();
        Span<int> second = more.AsSpan(0, size), third = more.AsSpan(size, size), fourth = more.AsSpan(2 * size, size);
        Count(values, min, counts, second, third, fourth);
        for (int i = 0; i < size; i++)
            counts[i] += second[i] + third[i] + fourth[i];
        ArrayPool<int>.Shared.Return(more);
    }

    private static void Count(NarrowBuffer values, long min, Span<int> a, Span<int> b, Span<int> c, Span<int> d)
    {
        switch (values.Width)
        {
            case 1:
                CountBytes(values.Values<sbyte>(), (int)min, a, b, c, d);
                break;
            case 2:
                CountShorts(values.Values<short>(), (int)min, a, b, c, d);
                break;
            case 4:
                CountInts(values.Values<int>(), (int)min, a, b, c, d);
                break;
            default:
                foreach (long value in values.Values<long>())
                    a[(int)(value - min)]++;
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountBytes(ReadOnlySpan<sbyte> values, int min, Span<int> a, Span<int> b, Span<int> c, Span<int> d)
    {
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a[values[i] - min]++;
            b[values[i + 1] - min]++;
            c[values[i + 2] - min]++;
            d[values[i + 3] - min]++;
        }
        for (; i < values.Length; i++)
            a[values[i] - min]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountShorts(ReadOnlySpan<short> values, int min, Span<int> a, Span<int> b, Span<int> c, Span<int> d)
    {
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a[values[i] - min]++;
            b[values[i + 1] - min]++;
            c[values[i + 2] - min]++;
            d[values[i + 3] - min]++;
        }
        for (; i < values.Length; i++)
            a[values[i] - min]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountInts(ReadOnlySpan<int> values, int min, Span<int> a, Span<int> b, Span<int> c, Span<int> d)
    {
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a[values[i] - min]++;
            b[values[i + 1] - min]++;
            c[values[i + 2] - min]++;
            d[values[i + 3] - min]++;
        }
        for (; i < values.Length; i++)
            a[values[i] - min]++;
    }
}
