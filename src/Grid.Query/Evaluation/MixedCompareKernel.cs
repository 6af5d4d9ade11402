using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Comparisons of numbers of two types, as the numbers that they are: a whole number is not made a double first, which it may
/// not be. Numbers that doubles hold, mostly all, are compared as doubles.
/// </summary>
internal static class MixedCompareKernel
{
    private const long Exact = 1L << 53;

    public static void Compare(Operation kind, Vector a, Vector b, Span<ulong> bits, int count)
    {
        Span<double> left = stackalloc double[64], right = stackalloc double[64];
        for (int start = 0; start < count; start += 64)
        {
            int rows = Math.Min(64, count - start);
            if (AreDoubles(a, start, left[..rows]) & AreDoubles(b, start, right[..rows]))
            {
                CompareKernel.Values<double>(kind, left[..rows], right[..rows], bits[(start >> 6)..]);
                continue;
            }
            ulong word = 0;
            for (int i = 0; i < rows; i++)
            {
                int order = Order(a, b, start + i);
                bool holds = kind switch
                {
                    Operation.Equal => order == 0,
                    Operation.Less => order < 0,
                    _ => order <= 0,
                };
                word |= holds ? 1UL << i : 0;
            }
            bits[start >> 6] = word;
        }
    }

    private static int Order(Vector a, Vector b, int i)
    {
        if (a.Type.Kind == LogicalKind.Real)
            return NumberOrder.Compare(WholeKernel.Wide(b, i), a.Doubles[i]) is var order && order == NumberOrder.None ? order : -order;
        return b.Type.Kind == LogicalKind.Real
            ? NumberOrder.Compare(WholeKernel.Wide(a, i), b.Doubles[i])
            : WholeKernel.Wide(a, i).CompareTo(WholeKernel.Wide(b, i));
    }

    private static bool AreDoubles(Vector vector, int start, Span<double> doubles)
    {
        if (vector.Type.Kind == LogicalKind.Real)
        {
            vector.Doubles.AsSpan(start, doubles.Length).CopyTo(doubles);
            return true;
        }
        var values = vector.Longs.AsSpan(start, doubles.Length);
        bool isUnsigned = vector.Type.Kind == LogicalKind.Unsigned;
        ulong most = 0;
        for (int i = 0; i < values.Length; i++)
        {
            doubles[i] = values[i];
            most = Math.Max(most, isUnsigned ? (ulong)values[i] : (ulong)Math.Abs(Math.Max(values[i], -long.MaxValue)));
        }
        return most <= Exact;
    }
}
