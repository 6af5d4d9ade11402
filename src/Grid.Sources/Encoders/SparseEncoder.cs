using Grid.Columns;

namespace Grid.Sources;

/// <summary>Codes columns whose distinct values are few but far apart.</summary>
internal static class SparseEncoder
{
    /// <summary>Codes a column of words.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="read">Reads a word a row; 0 where a null is.</param>
    /// <param name="nulls">Which rows are null.</param>
    /// <param name="form">What the words stand for.</param>
    /// <param name="plainWidth">Bytes of a row of the plain column.</param>
    /// <returns>Null where codes do not pay.</returns>
    public static DictionaryColumn? TryEncode(int rows, SparseCounter.WordReader read, NullBits nulls, ValueForm form, int plainWidth)
    {
        using var counter = new SparseCounter();
        if (!counter.TryCount(rows, read, CodeSpace.Limit(nulls.Count > 0) + 1))
            return null;
        var counts = counter.Counts.ToArray();
        if (nulls.Count > 0)
            counts[counter.Words.IndexOf(0)] -= nulls.Count;
        return TryEncode(counter.Numbers, counter.Words, counts, nulls, form, plainWidth);
    }

    /// <summary>Codes a column of numbered words.</summary>
    /// <param name="numbers">The number of each row's word; of any word where a null is.</param>
    /// <param name="words">The words by their numbers.</param>
    /// <param name="counts">How many rows that are no nulls have each; those that none has are left out.</param>
    /// <param name="nulls">Which rows are null.</param>
    /// <param name="form">What the words stand for.</param>
    /// <param name="plainWidth">Bytes of a row of the plain column.</param>
    /// <returns>Null where codes do not pay.</returns>
    public static DictionaryColumn? TryEncode(NarrowBuffer numbers, ReadOnlySpan<long> words, ReadOnlySpan<int> counts, NullBits nulls, ValueForm form, int plainWidth)
    {
        int rows = numbers.Count, distinct = counts.Length - counts.Count(0);
        if (!CodeSpace.Pays(rows, distinct, nulls.Count > 0, (long)distinct * form.ValueWidth, (long)rows * plainWidth))
            return null;
        var keys = new long[distinct];
        var ordered = new int[distinct];
        int at = 0;
        for (int number = 0; number < counts.Length; number++)
        {
            if (counts[number] > 0)
                (keys[at], ordered[at++]) = (form.Key(words[number]), number);
        }
        Array.Sort(keys, ordered);
        var codeOf = new ushort[counts.Length];
        var kept = new long[distinct];
        var keptCounts = new int[distinct];
        for (int code = 0; code < distinct; code++)
        {
            codeOf[ordered[code]] = (ushort)code;
            (kept[code], keptCounts[code]) = (words[ordered[code]], counts[ordered[code]]);
        }
        return Codes.Column(numbers, 0, codeOf, form.Distinct(kept), keptCounts, nulls);
    }
}
