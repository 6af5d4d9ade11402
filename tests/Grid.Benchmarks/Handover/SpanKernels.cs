using System.Numerics;
using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary>Loops over values and validity, wherever these are: of a column of Grid's or of an array of Apache.Arrow's.</summary>
internal static class SpanKernels
{
    private const int Block = 64;

    public static TSum Sum<T, TSum>(ReadOnlySpan<T> values, Bitmap? validity) where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum>
    {
        var sum = TSum.Zero;
        if (validity is not { } valid)
        {
            foreach (var value in values)
                sum += TSum.CreateTruncating(value);
            return sum;
        }
        for (int start = 0; start < values.Length; start += Block)
        {
            for (ulong word = valid.Word(start); word != 0; word &= word - 1)
                sum += TSum.CreateTruncating(values[start + BitOperations.TrailingZeroCount(word)]);
        }
        return sum;
    }

    public static int[] Count(ReadOnlySpan<byte> codes, Bitmap? validity, int values)
    {
        var counts = new int[values];
        if (validity is not { } valid)
        {
            foreach (byte code in codes)
                counts[code]++;
            return counts;
        }
        for (int start = 0; start < codes.Length; start += Block)
        {
            for (ulong word = valid.Word(start); word != 0; word &= word - 1)
                counts[codes[start + BitOperations.TrailingZeroCount(word)]]++;
        }
        return counts;
    }

    /// <summary>The bytes of all texts, added up.</summary>
    public static long Sum(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> data, Bitmap? validity)
    {
        long sum = 0;
        for (int i = 0; i + 1 < offsets.Length; i++)
        {
            if (validity is { } valid && !valid[i])
                continue;
            foreach (byte value in data[offsets[i]..offsets[i + 1]])
                sum += value;
        }
        return sum;
    }
}
