using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>Statistics of values that are given once each, with how often they occur.</summary>
internal static class CountedValues
{
    /// <summary>Adds the values at some positions of a table to moments.</summary>
    public static void AddTo(Moments? moments, Vector table, ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        if (moments is null)
            return;
        if (table.Type.Id == TypeId.Float64)
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
        double squares = 0;
        foreach (int i in present)
        {
            double d = (double)(Whole(table, i) - whole);
            squares += counts[i] * (d * d);
        }
        moments.AddShifted(n, centre, total - whole * n, squares);
    }

    /// <summary>The same keys in ascending order, each once.</summary>
    public static (ulong[] Keys, long[] Counts) Sorted(ulong[] keys, long[] counts)
    {
        Array.Sort(keys, counts);
        int kept = 0;
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[kept])
                counts[kept] += counts[i];
            else
                (keys[++kept], counts[kept]) = (keys[i], counts[i]);
        }
        return (keys.AsSpan(0, kept + 1).ToArray(), counts.AsSpan(0, kept + 1).ToArray());
    }

    // Sums in twice the working precision: a value may count millions of times.
    private static void Doubles(Moments moments, double[] values, ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        long n = 0;
        double rough = 0;
        foreach (int i in present)
        {
            n += counts[i];
            rough += counts[i] * values[i];
        }
        double centre = rough / n;
        if (!double.IsFinite(centre))
            centre = 0;
        double high = 0, low = 0, squares = 0;
        foreach (int i in present)
        {
            double d = values[i] - centre;
            double product = counts[i] * d, rest = Math.FusedMultiplyAdd(counts[i], d, -product);
            double sum = high + product, back = sum - high;
            low += (high - (sum - back)) + (product - back) + rest;
            high = sum;
            squares += product * d;
        }
        if (double.IsFinite(high) && double.IsFinite(low) && double.IsFinite(squares))
        {
            moments.AddShifted(n, centre, high + low, squares);
            return;
        }
        // Infinities, or numbers so large that a value and its count overflow: each by itself, exactly.
        foreach (int i in present)
            moments.Add(values[i], counts[i]);
    }

    private static Int128 Whole(Vector table, int i) => table.Type.Id switch
    {
        TypeId.UInt64 => (ulong)table.Longs[i],
        TypeId.Bool => table.Bit(i) ? 1 : 0,
        _ => table.Longs[i],
    };
}
