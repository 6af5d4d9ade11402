using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// The rows of a growing column as numbers of the distinct words that they are, where a source has them as indices into dictionaries: of each of
/// these every word is looked up once. A null is the word 0.
/// </summary>
internal sealed class CodedRows : IDisposable
{
    private readonly SparseCounter _words = new();
    private readonly NarrowBuffer _numbers = new();
    private ushort[] _map = [];

    public CodedRows() => _words.NumberOf(0);

    /// <summary>How many rows there are.</summary>
    public int Count => _numbers.Count;

    /// <summary>Sets out to take indices into a dictionary.</summary>
    /// <param name="dictionary">Its words.</param>
    /// <returns>False where there are too many distinct ones.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryMap(ReadOnlySpan<long> dictionary)
    {
        if (dictionary.Length > CodeSpace.Limit(hasNulls: false))
            return false;
        if (_map.Length < dictionary.Length)
            _map = new ushort[dictionary.Length];
        for (int i = 0; i < dictionary.Length; i++)
        {
            int number = _words.NumberOf(dictionary[i]);
            if (number > ushort.MaxValue)
                return false;
            _map[i] = (ushort)number;
        }
        return true;
    }

    /// <summary>Takes rows.</summary>
    /// <param name="indices">Indices into the dictionary, for the rows that are no nulls.</param>
    /// <param name="nullAt">Which rows are null.</param>
    /// <param name="expectedRows">How many rows there will be.</param>
    public void Append(ReadOnlySpan<int> indices, ReadOnlySpan<int> nullAt, int expectedRows) => _numbers.Append(indices, _map, _words.Count - 1, nullAt, expectedRows);

    /// <summary>Copies words out from a row on, as many as the target takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTo(Span<long> words, int start)
    {
        _numbers.CopyTo(words, start);
        var all = _words.Words;
        foreach (ref long word in words)
            word = all[(int)word];
    }

    /// <summary>The column; null where codes do not pay.</summary>
    public DictionaryColumn? TryColumn(NullBits nulls, ValueForm form)
    {
        var counts = new int[_words.Count];
        Histogram.Count(_numbers, 0, counts);
        counts[0] -= nulls.Count;
        long min = 0, max = 0;
        for (int number = 0; number < counts.Length; number++)
        {
            if (counts[number] > 0)
                (min, max) = (Math.Min(min, _words.Words[number]), Math.Max(max, _words.Words[number]));
        }
        return SparseEncoder.TryEncode(_numbers, _words.Words, counts, nulls, form, form.PlainWidth(NarrowBuffer.WidthFor(min, max)));
    }

    public void Dispose()
    {
        _words.Dispose();
        _numbers.Dispose();
    }
}
