using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Sources;

/// <summary>Finds the integers that doubles are, multiplied by a power of ten: those of which each double is the nearest to the quotient.</summary>
internal static class ScaledDoubles
{
    /// <summary>Integers are below this, so that adding 1.5 × 2^52 to one has it in the lowest bits.</summary>
    private const double Limit = 1L << 51;

    private const double Magic = 1.5 * (1L << 52);
    private const long NegativeZero = long.MinValue;

    /// <summary>Scales values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="scale">The power of ten.</param>
    /// <param name="scaled">Receives the integers.</param>
    /// <returns>How many there are before the first value that is no such quotient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Scale(ReadOnlySpan<double> values, int scale, Span<long> scaled)
    {
        double power = NumberText.Powers[scale];
        ref double source = ref MemoryMarshal.GetReference(values);
        ref long target = ref MemoryMarshal.GetReference(scaled);
        var powers = Vector256.Create(power);
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            var value = Vector256.LoadUnsafe(ref source, (nuint)i);
            var whole = Vector256.Round(value * powers);
            var isOne = Vector256.Equals((whole / powers).AsInt64(), value.AsInt64())
                & Vector256.LessThan(Vector256.Abs(whole), Vector256.Create(Limit)).AsInt64()
                & ~Vector256.Equals(value.AsInt64(), Vector256.Create(NegativeZero));
            if (isOne != Vector256<long>.AllBitsSet)
                break;
            ((whole + Vector256.Create(Magic)).AsInt64() - Vector256.Create(Magic).AsInt64()).StoreUnsafe(ref target, (nuint)i);
        }
        for (; i < values.Length; i++)
        {
            double whole = Math.Round(values[i] * power);
            if (!IsQuotient(values[i], whole, power))
                return i;
            scaled[i] = (long)whole;
        }
        return i;
    }

    /// <summary>The least power of ten, from one on, with which a value is such an integer; -1 where none of those that a column may have is.</summary>
    public static int ScaleOf(double value, int from)
    {
        for (int scale = from; scale <= NumberText.MaxScale; scale++)
        {
            if (IsQuotient(value, Math.Round(value * NumberText.Powers[scale]), NumberText.Powers[scale]))
                return scale;
        }
        return -1;
    }

    private static bool IsQuotient(double value, double whole, double power) =>
        Math.Abs(whole) < Limit && BitConverter.DoubleToInt64Bits(whole / power) == BitConverter.DoubleToInt64Bits(value) && BitConverter.DoubleToInt64Bits(value) != NegativeZero;
}
