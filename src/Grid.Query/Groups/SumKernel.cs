using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>What is looked for in a block of doubles before they are summed.</summary>
internal static class SumKernel
{
    private const ulong Magnitude = ~(1UL << 63);

    /// <summary>The least magnitude that is not zero, and the most; zero for none.</summary>
    /// <param name="ids">The group of each.</param>
    /// <param name="bits">The doubles' bits.</param>
    /// <param name="trash">The group that does not count; negative where all count.</param>
    public static (ulong Least, ulong Most) Range(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> bits, int trash)
    {
        // Zero is the greatest where one is taken from it.
        ulong least = ulong.MaxValue, most = 0;
        int i = 0;
        if (trash < 0)
        {
            var words = MemoryMarshal.Cast<ulong, Vector256<ulong>>(bits);
            Vector256<ulong> lows = Vector256.Create(ulong.MaxValue), highs = Vector256<ulong>.Zero;
            foreach (var word in words)
            {
                var magnitudes = word & Vector256.Create(Magnitude);
                highs = Vector256.Max(highs, magnitudes);
                lows = Vector256.Min(lows, magnitudes - Vector256<ulong>.One);
            }
            for (int lane = 0; lane < Vector256<ulong>.Count; lane++)
                (least, most) = (Math.Min(least, lows[lane]), Math.Max(most, highs[lane]));
            i = words.Length * Vector256<ulong>.Count;
        }
        for (; i < ids.Length; i++)
        {
            ulong magnitude = ids[i] == trash ? 0 : bits[i] & Magnitude;
            most = Math.Max(most, magnitude);
            least = Math.Min(least, magnitude - 1);
        }
        return (least + 1, most);
    }

    /// <summary>Whether all are whole numbers.</summary>
    public static bool AreWhole(ReadOnlySpan<double> values)
    {
        var words = MemoryMarshal.Cast<double, Vector256<double>>(values);
        foreach (var word in words)
        {
            if (!Vector256.EqualsAll(Vector256.Truncate(word), word))
                return false;
        }
        foreach (double value in values[(words.Length * Vector256<double>.Count)..])
        {
            if (Math.Truncate(value) != value)
                return false;
        }
        return true;
    }

    /// <summary>Whole numbers as such.</summary>
    public static ReadOnlySpan<long> ToWhole(ReadOnlySpan<double> values, Span<long> room)
    {
        for (int i = 0; i < values.Length; i++)
            room[i] = (long)values[i];
        return room[..values.Length];
    }
}
