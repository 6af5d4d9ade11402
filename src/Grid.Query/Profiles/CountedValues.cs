using Grid.Columns;

namespace Grid.Query;

/// <summary>Statistics of values that are given once each, with how often they occur.</summary>
internal static class CountedValues
{
    // Squares of such differences, times their counts, are exact in 128 bits.
    private const long Narrow = 1L << 44;

    /// <summary>Adds the values at some positions of a table to moments.</summary>
    public static void AddTo(Moments? moments, Vector table, ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        if (moments is null)
            return;
        if (table.Type.Kind == LogicalKind.Real)
        {
            Doubles(moments, table.Doubles, present, counts);
            return;
        }
        long n = 0;
        Int128 total = 0;
        foreach (int i in present)
        {
            n += counts[i];
            total += counts[i] * Whole(table, i);
        }
        double centre = (double)(total / n);
        var whole = (Int128)centre;
        Int128 exact = 0;
        foreach (int i in present)
        {
            var difference = Whole(table, i) - whole;
            if (Int128.Abs(difference) >= Narrow)
                AddSquare(moments.Squares, counts[i], difference);
            else
                exact += counts[i] * ((long)difference * (Int128)(long)difference);
        }
        moments.AddShifted(n, centre, total - whole * n, 0);
        moments.Squares.Add(exact);
    }

    // A difference of 65 bits is two doubles, and its square their products.
    private static void AddSquare(ExactSum squares, long count, Int128 difference)
    {
        double high = (double)difference, low = (double)(difference - (Int128)high);
        squares.AddProduct(count, high, high);
        squares.AddProduct(2 * count, high, low);
        squares.AddProduct(count, low, low);
    }

    private static void Doubles(Moments moments, double[] values, ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        foreach (int i in present)
        {
            if (!(Math.Abs(values[i]) <= ExactBlock.Most))
            {
                // Infinities, or numbers so large that their squares overflow: each by itself.
                foreach (int each in present)
                    moments.Add(values[each], counts[each]);
                return;
            }
        }
        ExactBlock.OfThread.Add(moments, values, present, counts);
    }

    /// <summary>A whole number of a table.</summary>
    public static Int128 Whole(Vector table, int i) => table.Type.Kind switch
    {
        LogicalKind.Unsigned => (ulong)table.Longs[i],
        LogicalKind.Bool => table.Bit(i) ? 1 : 0,
        _ => table.Longs[i],
    };
}
