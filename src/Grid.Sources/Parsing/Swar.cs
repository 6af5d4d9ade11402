using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// Arithmetic on eight characters in one word, the first in the lowest byte ("SIMD within a register";
/// Lemire, "Quickly parsing eight digits", 2018).
/// </summary>
internal static class Swar
{
    public const ulong Zeros = 0x3030303030303030;

    /// <summary>Nonzero where some byte is above nine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NotDigits(ulong values) => ((values + 0x7676767676767676) | values) & 0x8080808080808080;

    /// <summary>The number that eight digits (values, not characters) stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EightDigits(ulong values)
    {
        values = values * (1 + (10 << 8)) >> 8;
        values = (values & 0x00FF00FF00FF00FF) * (1 + (100 << 16)) >> 16;
        return (uint)((values & 0x0000FFFF0000FFFF) * (1 + (10_000UL << 32)) >> 32);
    }

    /// <summary>The highest bit of the lowest byte that equals a value, given that byte in every byte; none where none does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FirstEqual(ulong values, ulong repeated)
    {
        ulong difference = values ^ repeated;
        ulong zero = (difference - 0x0101010101010101) & ~difference & 0x8080808080808080;
        return zero & (0 - zero);
    }
}
