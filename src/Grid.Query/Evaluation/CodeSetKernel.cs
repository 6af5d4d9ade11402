using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>The loops of <see cref="CodeSet"/>: a bit a row.</summary>
internal static class CodeSetKernel
{
    public static void InRange(ReadOnlySpan<byte> codes, byte first, byte last, Span<ulong> bits)
    {
        int at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.Create(first);
            var width = Vector256.Create((byte)(last - first));
            ref byte origin = ref MemoryMarshal.GetReference(codes);
            for (; at + 64 <= codes.Length; at += 64)
            {
                var a = Vector256.LoadUnsafe(ref origin, (nuint)at) - low;
                var b = Vector256.LoadUnsafe(ref origin, (nuint)at + 32) - low;
                uint lower = Vector256.Equals(Vector256.Min(a, width), a).ExtractMostSignificantBits();
                uint upper = Vector256.Equals(Vector256.Min(b, width), b).ExtractMostSignificantBits();
                bits[at >> 6] = lower | (ulong)upper << 32;
            }
        }
        Rest(codes, at, first, last, bits);
    }

    public static void InRange(ReadOnlySpan<ushort> codes, ushort first, ushort last, Span<ulong> bits)
    {
        int at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.Create(first);
            var width = Vector256.Create((ushort)(last - first));
            ref ushort origin = ref MemoryMarshal.GetReference(codes);
            for (; at + 64 <= codes.Length; at += 64)
            {
                ulong word = 0;
                for (int part = 0; part < 64; part += 32)
                {
                    var a = Vector256.LoadUnsafe(ref origin, (nuint)(at + part)) - low;
                    var b = Vector256.LoadUnsafe(ref origin, (nuint)(at + part + 16)) - low;
                    // Masks of 16-bit lanes narrow to bytes by keeping the low byte of each.
                    var both = Vector256.Narrow(Vector256.Equals(Vector256.Min(a, width), a), Vector256.Equals(Vector256.Min(b, width), b));
                    word |= (ulong)both.ExtractMostSignificantBits() << part;
                }
                bits[at >> 6] = word;
            }
        }
        Rest(codes, at, first, last, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InSet<TCode>(ReadOnlySpan<TCode> codes, ulong[] set, Span<ulong> bits) where TCode : unmanaged, IBinaryInteger<TCode>
    {
        for (int start = 0; start < codes.Length; start += 64)
        {
            var block = codes.Slice(start, Math.Min(64, codes.Length - start));
            ulong word = 0;
            for (int i = 0; i < block.Length; i++)
            {
                int code = int.CreateTruncating(block[i]);
                word |= (set[code >> 6] >> (code & 63) & 1) << i;
            }
            bits[start >> 6] = word;
        }
    }

    private static void Rest<TCode>(ReadOnlySpan<TCode> codes, int from, TCode first, TCode last, Span<ulong> bits)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        for (int start = from; start < codes.Length; start += 64)
        {
            ulong word = 0;
            for (int i = start; i < Math.Min(start + 64, codes.Length); i++)
                word |= codes[i] >= first && codes[i] <= last ? 1UL << (i - start) : 0;
            bits[start >> 6] = word;
        }
    }
}
