using System.Buffers;
using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Makes a column of integers, and of whatever integers stand for: codes into the ascending distinct values where these are
/// few, else plain.
/// </summary>
internal static class IntegerEncoder
{
    private const int LargestRange = 1 << 21;

    public static Column Encode(NarrowBuffer values, NullBits nulls, IntegerForm form) =>
        (Column?)(TryByRange(values, nulls, form) ?? TryByHash(values, nulls, form)) ?? form.Plain(values, nulls);

    /// <summary>Null where the codes do not pay, the range is too large to count by index, or the values are in another order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static DictionaryColumn? TryByRange(NarrowBuffer values, NullBits nulls, IntegerForm form)
    {
        // A null's slot is 0, which Min and Max always include.
        ulong range = (ulong)values.Max - (ulong)values.Min;
        if (!form.Ascends(values) || range >= (ulong)Math.Min(LargestRange, Math.Max(65_536, 2L * values.Count)))
            return null;
        int size = (int)range + 1;
        var counts = ArrayPool<int>.Shared.Rent(size);
        var codeOf = ArrayPool<ushort>.Shared.Rent(size);
        try
        {
            var tally = counts.AsSpan(0, size);
            tally.Clear();
            Histogram.Count(values, values.Min, tally);
            tally[(int)-values.Min] -= nulls.Count;
            int distinct = size - tally.Count(0);
            if (!CodeSpace.Pays(values.Count, distinct, nulls.Count > 0, (long)distinct * form.ValueWidth, (long)values.Count * form.PlainWidth(values.Width)))
                return null;
            var kept = new long[distinct];
            var keptCounts = new int[distinct];
            int code = 0;
            for (int i = 0; i < size; i++)
            {
                codeOf[i] = (ushort)code;
                if (tally[i] == 0)
                    continue;
                (kept[code], keptCounts[code]) = (values.Min + i, tally[i]);
                code++;
            }
            return Codes.Column(values, values.Min, codeOf.AsSpan(0, size), form.Distinct(kept), keptCounts, nulls);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(counts);
            ArrayPool<ushort>.Shared.Return(codeOf);
        }
    }

    /// <summary>Null where the codes do not pay.</summary>
    private static DictionaryColumn? TryByHash(NarrowBuffer values, NullBits nulls, IntegerForm form)
    {
        if (values.Width < 4 && form.Ascends(values))
            return null;
        return SparseEncoder.TryEncode(
            values.Count, (start, words) => values.CopyTo(words, start), nulls, form, form.PlainWidth(values.Width));
    }
}
