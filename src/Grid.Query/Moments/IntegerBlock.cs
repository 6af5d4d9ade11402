using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>Extremes and exact sums of a dense block of whole numbers.</summary>
internal static class IntegerBlock
{
    // Below this, the sum of a block, and differences, are exact in 64 bits and as doubles.
    private const long Small = 1L << 50;

    // Squares of such differences add up exactly, a block of them.
    private const long Near = 1L << 20;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Min, long Max) Extremes(ReadOnlySpan<long> values)
    {
        long min = long.MaxValue, max = long.MinValue;
        int i = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= 4)
        {
            ref long origin = ref MemoryMarshal.GetReference(values);
            Vector256<long> low = Vector256.Create(min), high = Vector256.Create(max);
            for (; i + 4 <= values.Length; i += 4)
            {
                var a = Vector256.LoadUnsafe(ref origin, (nuint)i);
                low = Vector256.Min(a, low);
                high = Vector256.Max(a, high);
            }
            for (int lane = 0; lane < 4; lane++)
            {
                min = Math.Min(min, low[lane]);
                max = Math.Max(max, high[lane]);
            }
        }
        for (; i < values.Length; i++)
        {
            min = Math.Min(min, values[i]);
            max = Math.Max(max, values[i]);
        }
        return (min, max);
    }

    /// <summary>Adds a block, of which the extremes are known, to moments.</summary>
    public static void AddTo(Moments moments, ReadOnlySpan<long> values, long min, long max)
    {
        if (min <= -Small || max >= Small)
        {
            AddLarge(moments, values, x => x);
            return;
        }
        long total = Total(values);
        long centre = total / values.Length;
        if (max - centre < Near && centre - min < Near)
        {
            moments.AddShifted(values.Length, centre, (Int128)(total - centre * values.Length), SquaresAbout(centre, values));
            return;
        }
        Span<double> numbers = stackalloc double[values.Length];
        for (int i = 0; i < values.Length; i++)
            numbers[i] = values[i];
        moments.Sum.Add((Int128)total);
        ExactBlock.OfThread.AddSquares(moments, numbers);
    }

    /// <summary>Adds numbers of up to 64 bits, one by one: their squares have 128, and are added up in halves.</summary>
    public static void AddLarge<T>(Moments moments, ReadOnlySpan<T> values, Func<T, Int128> widen)
    {
        Int128 total = 0, low = 0, high = 0;
        foreach (var value in values)
        {
            var whole = widen(value);
            total += whole;
            ulong size = (ulong)Int128.Abs(whole);
            high += Math.BigMul(size, size, out ulong rest);
            low += rest;
        }
        moments.AddCount(values.Length);
        moments.Sum.Add(total);
        moments.Squares.Add(low);
        var halves = new ExactSum();
        halves.Add(high);
        moments.Squares.Add(halves, Math.ScaleB(1, 64));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Total(ReadOnlySpan<long> values)
    {
        long total = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref long origin = ref MemoryMarshal.GetReference(values);
            Vector256<long> a = default, b = default;
            for (; i + 8 <= values.Length; i += 8)
            {
                a += Vector256.LoadUnsafe(ref origin, (nuint)i);
                b += Vector256.LoadUnsafe(ref origin, (nuint)i + 4);
            }
            total = Vector256.Sum(a + b);
        }
        for (; i < values.Length; i++)
            total += values[i];
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SquaresAbout(long centre, ReadOnlySpan<long> values)
    {
        double squares = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // Added to the bits of 1.5 * 2^52, a whole number below 2^51 becomes a double of that binade.
            var bias = Vector256.Create(0x4338000000000000L - centre);
            var binade = Vector256.Create(6755399441055744.0);
            ref long origin = ref MemoryMarshal.GetReference(values);
            Vector256<double> a = default, b = default;
            for (; i + 8 <= values.Length; i += 8)
            {
                var x = (Vector256.LoadUnsafe(ref origin, (nuint)i) + bias).AsDouble() - binade;
                var y = (Vector256.LoadUnsafe(ref origin, (nuint)i + 4) + bias).AsDouble() - binade;
                a = Vector256.MultiplyAddEstimate(x, x, a);
                b = Vector256.MultiplyAddEstimate(y, y, b);
            }
            squares = Vector256.Sum(a + b);
        }
        for (; i < values.Length; i++)
        {
            double d = values[i] - centre;
            squares += d * d;
        }
        return squares;
    }
}
