using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Query;

/// <summary>Arithmetic of whole numbers in two's complement of 64-bit limbs, the lowest first.</summary>
internal static class LimbMath
{
    private const ulong MantissaBits = (1UL << 52) - 1;

    /// <summary>A double as a whole number times a power of two.</summary>
    public static (ulong Mantissa, int Exponent) Split(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int exponent = (int)(bits >> 52 & 0x7FF);
        return ((bits & MantissaBits) | (exponent == 0 ? 0 : 1UL << 52), Math.Max(exponent, 1) - 1075);
    }

    /// <summary>Adds a number shifted to the left; what it is added to must hold the sum.</summary>
    public static void Add(Span<ulong> to, ReadOnlySpan<ulong> from, int shift)
    {
        int limb = shift >> 6, bit = shift & 63;
        ulong sign = (ulong)((long)from[^1] >> 63), below = 0, carry = 0;
        for (int i = limb; i < to.Length; i++)
        {
            ulong word = i - limb < from.Length ? from[i - limb] : sign;
            ulong term = bit == 0 ? word : word << bit | below >> (64 - bit);
            below = word;
            carry = AddTo(ref to[i], term, carry);
        }
    }

    /// <summary>Adds or subtracts a whole number of 128 bits without a sign, shifted to the left.</summary>
    public static void Add(Span<ulong> to, ulong low, ulong high, int shift, bool minus)
    {
        int limb = shift >> 6, bit = shift & 63;
        ulong top = 0;
        if (bit != 0)
            (low, high, top) = (low << bit, high << bit | low >> (64 - bit), high >> (64 - bit));
        ulong flip = minus ? ulong.MaxValue : 0, carry = minus ? 1UL : 0;
        for (int i = limb, at = 0; i < to.Length; i++, at++)
            carry = AddTo(ref to[i], (at == 0 ? low : at == 1 ? high : at == 2 ? top : 0) ^ flip, carry);
    }

    /// <summary>Adds a double that is a multiple of the unit 2^exponent.</summary>
    public static void Add(Span<ulong> to, double value, int exponent)
    {
        var (mantissa, own) = Split(value);
        int shift = own - exponent;
        if (shift < 0)
            (mantissa, shift) = (mantissa >> -shift, 0);
        Add(to, mantissa, 0, shift, double.IsNegative(value));
    }

    /// <summary>Adds a number of units to a sum of doubles.</summary>
    public static void AddTo(ExactSum sum, ReadOnlySpan<ulong> words, int exponent)
    {
        bool minus = (long)words[^1] < 0;
        ulong carry = minus ? 1UL : 0;
        for (int i = 0; i < words.Length; i++)
        {
            ulong word = minus ? ~words[i] : words[i], magnitude = word + carry;
            carry = magnitude < carry ? 1UL : 0;
            uint low = (uint)magnitude, high = (uint)(magnitude >> 32);
            if (low != 0)
                sum.Add(Math.ScaleB(minus ? -(double)low : low, exponent + 64 * i));
            if (high != 0)
                sum.Add(Math.ScaleB(minus ? -(double)high : high, exponent + 64 * i + 32));
        }
    }

    /// <summary>How many bits hold a number, its sign among them.</summary>
    public static int Bits(ReadOnlySpan<ulong> words)
    {
        ulong sign = words.Length == 0 ? 0 : (ulong)((long)words[^1] >> 63);
        for (int i = words.Length - 1; i >= 0; i--)
        {
            if (words[i] != sign)
                return 64 * i + 65 - BitOperations.LeadingZeroCount(words[i] ^ sign);
        }
        return words.Length == 0 ? 0 : 1;
    }

    /// <summary>As few bytes as hold a number, the lowest first.</summary>
    public static ReadOnlySpan<byte> Bytes(ReadOnlySpan<ulong> words) => MemoryMarshal.AsBytes(words)[..((Bits(words) + 7) / 8)];

    public static bool TryRead(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        if (bytes.Length > 8 * words.Length || bytes.Length == 0)
            return false;
        words.Fill(bytes[^1] >= 0x80 ? ulong.MaxValue : 0);
        bytes.CopyTo(MemoryMarshal.AsBytes(words));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddTo(ref ulong to, ulong term, ulong carry)
    {
        ulong sum = to + term, carried = sum < term ? 1UL : 0;
        to = sum + carry;
        return carried | (to < carry ? 1UL : 0);
    }
}
