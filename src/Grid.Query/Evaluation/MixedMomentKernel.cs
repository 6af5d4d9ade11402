using System.Numerics.Tensors;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Compares and subtracts moments of two units as the moments that they are: a coarse one may lie where the finer unit has no
/// ticks. Blocks of moments that have room in the finer unit, mostly all, are compared there.
/// </summary>
internal static class MixedMomentKernel
{
    private const int Block = 64;
    private const long Exact = 1L << 53;

    /// <summary>Compares moments, of which one side is of a finer unit than the other.</summary>
    public static void Compare(Operation kind, Vector a, Vector b, Span<ulong> bits, int count)
    {
        var (byA, byB) = Factors(a.Type, b.Type);
        Span<long> left = stackalloc long[Block], right = stackalloc long[Block];
        for (int start = 0; start < count; start += Block)
        {
            int rows = Math.Min(Block, count - start);
            if (Scale(a, start, byA, left[..rows]) && Scale(b, start, byB, right[..rows]))
            {
                CompareKernel.Values<long>(kind, left[..rows], right[..rows], bits[(start >> 6)..]);
                continue;
            }
            ulong word = 0;
            for (int i = 0; i < rows; i++)
            {
                Int128 x = (Int128)a.Longs[start + i] * byA, y = (Int128)b.Longs[start + i] * byB;
                bool holds = kind switch
                {
                    Operation.Equal => x == y,
                    Operation.Less => x < y,
                    _ => x <= y,
                };
                word |= holds ? 1UL << i : 0;
            }
            bits[start >> 6] = word;
        }
    }

    /// <summary>The seconds from one moment to another, rounded once: the ticks between them are exact, as many as they may be.</summary>
    public static void Seconds(Vector a, Vector b, double[] result, int count)
    {
        var (byA, byB) = Factors(a.Type, b.Type);
        long perSecond = ((LogicalTimestamp)(byA == 1 ? a : b).Type).TicksPerSecond;
        for (int i = 0; i < count; i++)
            result[i] = Seconds((Int128)a.Longs[i] * byA - (Int128)b.Longs[i] * byB, perSecond);
    }

    private static double Seconds(Int128 ticks, long perSecond)
    {
        const int Spare = 40;
        if (ticks >= -Exact && ticks <= Exact)
            return (double)(long)ticks / perSecond;
        // More bits of the quotient than a double has, and one that tells whether there are still more.
        var size = (UInt128)Int128.Abs(ticks);
        int shift = size >> (127 - Spare) == 0 ? Spare : 0;
        var (quotient, rest) = UInt128.DivRem(size << shift, (UInt128)perSecond);
        double seconds = Math.ScaleB((double)(quotient << 1 | (rest == 0 ? 0u : 1u)), -shift - 1);
        return ticks < 0 ? -seconds : seconds;
    }

    // The ticks of the finer unit that one of each is.
    private static (long A, long B) Factors(LogicalType a, LogicalType b)
    {
        bool isCoarser = ExpressionRules.CanCast(a, b);
        return isCoarser ? (TimeScale.Factor(a, b), 1) : (1, TimeScale.Factor(b, a));
    }

    private static bool Scale(Vector vector, int start, long factor, Span<long> into)
    {
        ReadOnlySpan<long> values = vector.Longs.AsSpan(start, into.Length);
        if (factor == 1)
        {
            values.CopyTo(into);
            return true;
        }
        long most = long.MaxValue / factor;
        if (TensorPrimitives.Max(values) > most || TensorPrimitives.Min(values) < -most)
            return false;
        TensorPrimitives.Multiply(values, factor, into);
        return true;
    }
}
