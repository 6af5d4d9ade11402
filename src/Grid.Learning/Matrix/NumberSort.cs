using System.Runtime.InteropServices;

namespace Grid.Learning;

/// <summary>Sorts many doubles by the digits of their bits: a few passes over the values, whatever their order.</summary>
internal static class NumberSort
{
    private const int FewestSorted = 1 << 10;
    private const int DigitBits = 11;
    private const int Digits = (64 + DigitBits - 1) / DigitBits;
    private const int Buckets = 1 << DigitBits;

    /// <summary>Sorts numbers, none of which is NaN, ascending.</summary>
    public static void Sort(Span<double> values)
    {
        if (values.Length < FewestSorted)
        {
            values.Sort();
            return;
        }
        var keys = MemoryMarshal.Cast<double, ulong>(values);
        var counts = new int[Digits * Buckets];
        for (int i = 0; i < keys.Length; i++)
        {
            // Turned so that whole numbers without a sign are in the order of the doubles.
            ulong key = keys[i];
            keys[i] = key ^= (ulong)((long)key >> 63) | 1UL << 63;
            for (int d = 0; d < Digits; d++)
                counts[d * Buckets + Digit(key, d)]++;
        }
        var from = keys;
        var to = new ulong[keys.Length].AsSpan();
        for (int d = 0; d < Digits; d++)
        {
            var starts = counts.AsSpan(d * Buckets, Buckets);
            if (starts[Digit(from[0], d)] == from.Length)
                continue;
            int start = 0;
            foreach (ref int count in starts)
                (count, start) = (start, start + count);
            foreach (ulong key in from)
                to[starts[Digit(key, d)]++] = key;
            var sorted = to;
            to = from;
            from = sorted;
        }
        for (int i = 0; i < from.Length; i++)
            keys[i] = from[i] ^ ((ulong)((long)~from[i] >> 63) | 1UL << 63);
    }

    private static int Digit(ulong key, int digit) => (int)(key >> digit * DigitBits) & (Buckets - 1);
}
