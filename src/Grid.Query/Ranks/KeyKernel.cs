using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>Whole blocks of values to order-preserving keys.</summary>
internal static class KeyKernel
{
    private const ulong Sign = 1UL << 63;

    /// <summary>The keys of doubles, none of them NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfDoubles(ReadOnlySpan<double> values, Span<ulong> keys)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref double origin = ref MemoryMarshal.GetReference(values);
            ref ulong target = ref MemoryMarshal.GetReference(keys);
            for (; i + 4 <= values.Length; i += 4)
            {
                // Adding zero makes a negative zero positive.
                var bits = (Vector256.LoadUnsafe(ref origin, (nuint)i) + Vector256<double>.Zero).AsInt64();
                var negative = Vector256.LessThan(bits, Vector256<long>.Zero).AsUInt64();
                (bits.AsUInt64() ^ (negative | Vector256.Create(Sign))).StoreUnsafe(ref target, (nuint)i);
            }
        }
        for (; i < values.Length; i++)
            keys[i] = ScalarKey.OfDouble(values[i]);
    }

    public static void OfLongs(ReadOnlySpan<long> values, Span<ulong> keys)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref long origin = ref MemoryMarshal.GetReference(values);
            ref ulong target = ref MemoryMarshal.GetReference(keys);
            for (; i + 4 <= values.Length; i += 4)
                (Vector256.LoadUnsafe(ref origin, (nuint)i).AsUInt64() ^ Vector256.Create(Sign)).StoreUnsafe(ref target, (nuint)i);
        }
        for (; i < values.Length; i++)
            keys[i] = ScalarKey.OfLong(values[i]);
    }
}
