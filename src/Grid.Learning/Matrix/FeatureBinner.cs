using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Learning;

/// <summary>Puts the values of one column into at most 65,536 bins.</summary>
internal static class FeatureBinner
{
    private const int NarrowBins = 256;
    private const int MostSorted = 1 << 18;
    // One bin of so many is given by the spread of the values.
    private const int SpreadShare = 4;

    /// <summary>The feature and each row's bin.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="type">Its logical type.</param>
    /// <param name="values">Its values, NaN where missing; changed to have no negative zeros.</param>
    /// <param name="categories">The texts that the values number, or null.</param>
    /// <param name="quantiles">How many bins to make where there are more distinct values than bins.</param>
    /// <param name="bins">Where the bins go, one a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Feature Bin(string name, LogicalType type, double[] values, string[]? categories, int quantiles, Span<ushort> bins)
    {
        int most = Math.Max(NarrowBins, quantiles + 1);
        var distinct = Distinct(values, most, out bool missing);
        bool exact = distinct is not null;
        var uppers = distinct ?? Quantiles(values, Math.Min(quantiles, most - (missing ? 1 : 0)));
        int first = missing ? 1 : 0;
        var lows = new double[uppers.Length + first];
        var highs = new double[uppers.Length + first];
        lows.AsSpan().Fill(double.PositiveInfinity);
        highs.AsSpan().Fill(double.NegativeInfinity);
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            int bin = 0;
            if (!double.IsNaN(value))
            {
                bin = first + FirstAtLeast(uppers, value);
                lows[bin] = Math.Min(lows[bin], value);
                highs[bin] = Math.Max(highs[bin], value);
            }
            bins[i] = (ushort)bin;
        }
        if (missing)
            lows[0] = highs[0] = double.NaN;
        return new Feature(name, type, exact, missing, lows, highs, categories);
    }

    /// <summary>The distinct values ascending, or null where they and a bin for the missing are more than bins can be.</summary>
    private static double[]? Distinct(double[] values, int most, out bool missing)
    {
        var seen = new HashSet<double>();
        missing = false;
        bool tooMany = false;
        double last = double.NaN;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i] += 0.0;
            if (value == last)
                continue;
            last = value;
            if (double.IsNaN(value))
                missing = true;
            else if (!tooMany && seen.Add(value))
                tooMany = seen.Count > most;
        }
        if (tooMany || seen.Count + (missing ? 1 : 0) > most)
            return null;
        var sorted = seen.ToArray();
        Array.Sort(sorted);
        // A column that is missing everywhere still has a value's bin, so that no kernel meets a feature of no bins.
        return sorted.Length == 0 && !missing ? [0.0] : sorted;
    }

    /// <summary>
    /// Upper ends of bins: most of them of about equally many rows, the others at the widest gaps between values, so that the few far
    /// out are not thrown together. A value that is frequent has a bin to itself, and the rows left are
    /// shared out anew after each bin, so that frequent values do not cost the others their bins.
    /// </summary>
    private static double[] Quantiles(double[] values, int bins)
    {
        // Beyond 2^18 rows the ends are those of every k-th row: quantiles off by a fraction of a bin, the same every time.
        int step = (values.Length + MostSorted - 1) / MostSorted;
        var sorted = new List<double>(values.Length / step + 1);
        double greatest = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            greatest = Math.Max(greatest, values[i]);
            if (i % step == 0)
                sorted.Add(values[i]);
        }
        sorted.Add(greatest);
        NumberSort.Sort(CollectionsMarshal.AsSpan(sorted));
        var uppers = new List<double>(bins);
        int start = 0, byCount = bins - bins / SpreadShare;
        while (start < sorted.Count && uppers.Count < byCount - 1)
        {
            int wanted = Math.Max(1, (sorted.Count - start) / (byCount - uppers.Count));
            double upper = sorted[Math.Min(sorted.Count, start + wanted) - 1];
            int end = start + wanted;
            while (end < sorted.Count && sorted[end] == upper)
                end++;
            uppers.Add(upper);
            start = end;
        }
        if (uppers.Count == 0 || uppers[^1] < greatest)
            uppers.Add(greatest);
        uppers.AddRange(WidestGaps(sorted, uppers, bins - uppers.Count));
        uppers.Sort();
        return [.. uppers];
    }

    /// <summary>The values below the widest gaps, of those that no bin ends with; of equal gaps the lower.</summary>
    private static IEnumerable<double> WidestGaps(List<double> sorted, List<double> uppers, int count)
    {
        var taken = uppers.ToHashSet();
        var gaps = new List<(double Gap, double Value)>();
        for (int i = 0; i + 1 < sorted.Count; i++)
        {
            if (sorted[i] < sorted[i + 1] && !taken.Contains(sorted[i]))
                gaps.Add((sorted[i + 1] - sorted[i], sorted[i]));
        }
        return gaps.OrderByDescending(g => g.Gap).ThenBy(g => g.Value).Take(count).Select(g => g.Value);
    }

    /// <summary>The first upper end that is not below a value, or the last of all. Halves without branches: which way it goes cannot be foreseen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstAtLeast(double[] uppers, double value)
    {
        ref double first = ref MemoryMarshal.GetArrayDataReference(uppers);
        int low = 0;
        for (int count = uppers.Length; count > 1;)
        {
            int half = count >>> 1;
            low = Unsafe.Add(ref first, low + half - 1) < value ? low + half : low;
            count -= half;
        }
        return low;
    }
}
