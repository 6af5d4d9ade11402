using Grid.Columns;

namespace Grid.Sources;

/// <summary>Codes columns whose distinct values are few but far apart.</summary>
internal static class SparseEncoder
{
    /// <summary>Makes the column of distinct values of their words, ascending.</summary>
    public delegate Column DistinctColumn(ReadOnlySpan<long> words);

    /// <summary>Codes a column of words.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="read">Reads a word a row; 0 where a null is.</param>
    /// <param name="nulls">Which rows are null.</param>
    /// <param name="valueWidth">Bytes of a distinct value.</param>
    /// <param name="plainWidth">Bytes of a row of the plain column.</param>
    /// <param name="order">How words compare as values.</param>
    /// <param name="distinctColumn">Makes the distinct values.</param>
    /// <returns>Null where codes do not pay.</returns>
    public static DictionaryColumn? TryEncode(
        int rows, SparseCounter.WordReader read, NullBits nulls, int valueWidth, int plainWidth, Comparison<long> order, DistinctColumn distinctColumn)
    {
        using var counter = new SparseCounter();
        if (!counter.TryCount(rows, read, CodeSpace.Limit(nulls.Count > 0) + 1))
            return null;
        var counts = counter.Counts.ToArray();
        if (nulls.Count > 0)
            counts[counter.Words.IndexOf(0)] -= nulls.Count;
        var numbers = Enumerable.Range(0, counts.Length).Where(n => counts[n] > 0).ToArray();
        int distinct = numbers.Length;
        if (!CodeSpace.Pays(rows, distinct, nulls.Count > 0, (long)distinct * valueWidth, (long)rows * plainWidth))
            return null;
        var all = counter.Words.ToArray();
        Array.Sort(numbers, (a, b) => order(all[a], all[b]));
        var codeOf = new ushort[counts.Length];
        var kept = new long[distinct];
        var keptCounts = new int[distinct];
        for (int code = 0; code < distinct; code++)
        {
            codeOf[numbers[code]] = (ushort)code;
            (kept[code], keptCounts[code]) = (all[numbers[code]], counts[numbers[code]]);
        }
        return Codes.Column(counter.Numbers, 0, codeOf, distinctColumn(kept), keptCounts, nulls);
    }
}
