using Grid.Arrow;

namespace Grid.Sources;

/// <summary>Codes columns whose distinct values are few but far apart.</summary>
internal static class SparseEncoder
{
    /// <summary>Makes the column of distinct values of their words, ascending.</summary>
    public delegate Column DistinctColumn(ReadOnlySpan<long> words);

    /// <summary>Codes a column of words.</summary>
    /// <param name="words">A word a row; 0 where a null is.</param>
    /// <param name="nulls">Which rows are null.</param>
    /// <param name="valueWidth">Bytes of a distinct value.</param>
    /// <param name="plainWidth">Bytes of a row of the plain column.</param>
    /// <param name="order">How words compare as values.</param>
    /// <param name="distinctColumn">Makes the distinct values.</param>
    /// <returns>Null where codes do not pay.</returns>
    public static DictionaryColumn? TryEncode(
        ReadOnlySpan<long> words, NullBits nulls, int valueWidth, int plainWidth, Comparison<long> order, DistinctColumn distinctColumn)
    {
        using var counter = new SparseCounter();
        if (!counter.TryCount(words, CodeSpace.Limit(nulls.Count > 0) + 1))
            return null;
        var counts = counter.Counts.ToArray();
        if (nulls.Count > 0)
            counts[IndexOfZero(counter.Words)] -= nulls.Count;
        var numbers = Enumerable.Range(0, counts.Length).Where(n => counts[n] > 0).ToArray();
        int distinct = numbers.Length;
        if (!CodeSpace.Pays(words.Length, distinct, nulls.Count > 0, (long)distinct * valueWidth, (long)words.Length * plainWidth))
            return null;
        Array.Sort(numbers, (a, b) => order(counter.Words[a], counter.Words[b]));
        var codeOf = new ushort[counts.Length];
        var kept = new long[distinct];
        var keptCounts = new int[distinct];
        for (int code = 0; code < distinct; code++)
        {
            codeOf[numbers[code]] = (ushort)code;
            (kept[code], keptCounts[code]) = (counter.Words[numbers[code]], counts[numbers[code]]);
        }
        return Codes.Column(counter.Numbers, 0, codeOf, distinctColumn(kept), keptCounts, nulls);
    }

    private static int IndexOfZero(IReadOnlyList<long> words)
    {
        for (int i = 0; ; i++)
        {
            if (words[i] == 0)
                return i;
        }
    }
}
