using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Sources;

/// <summary>Copies 64-bit integers into narrower ones, given that they fit.</summary>
internal static class Narrow
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToInts(ReadOnlySpan<long> from, Span<int> to)
    {
        ref long source = ref MemoryMarshal.GetReference(from);
        ref int target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= from.Length - 8; i += 8)
            Ints(ref Unsafe.Add(ref source, i)).StoreUnsafe(ref Unsafe.Add(ref target, i));
        for (; i < from.Length; i++)
            to[i] = (int)from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToShorts(ReadOnlySpan<long> from, Span<short> to)
    {
        ref long source = ref MemoryMarshal.GetReference(from);
        ref short target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= from.Length - 16; i += 16)
            Shorts(ref Unsafe.Add(ref source, i)).StoreUnsafe(ref Unsafe.Add(ref target, i));
        for (; i < from.Length; i++)
            to[i] = (short)from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToBytes(ReadOnlySpan<long> from, Span<sbyte> to)
    {
        ref long source = ref MemoryMarshal.GetReference(from);
        ref sbyte target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= from.Length - 32; i += 32)
        {
            Vector256.Narrow(Shorts(ref Unsafe.Add(ref source, i)), Shorts(ref Unsafe.Add(ref source, i + 16)))
                .StoreUnsafe(ref Unsafe.Add(ref target, i));
        }
        for (; i < from.Length; i++)
            to[i] = (sbyte)from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Ints(ref long source) =>
        Vector256.Narrow(Vector256.LoadUnsafe(ref source), Vector256.LoadUnsafe(ref source, 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Shorts(ref long source) =>
        Vector256.Narrow(Ints(ref source), Ints(ref Unsafe.Add(ref source, 8)));
}
