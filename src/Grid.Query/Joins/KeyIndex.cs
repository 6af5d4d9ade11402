namespace Grid.Query;

/// <summary>
/// Finds the rows of the other side of a join by their keys. Values of each key are numbered, and combinations of several after that; rows of one key ascend.
/// Immutable; safe for any number of threads.
/// </summary>
internal sealed class KeyIndex
{
    private readonly WordMap[] _pairs;
    private readonly int[]? _starts;
    private readonly int[] _rows;

    private KeyIndex(KeyColumnMap[] keys, WordMap[] pairs, int[] groups, int count)
    {
        (Keys, _pairs) = (keys, pairs);
        var starts = new int[count + 1];
        foreach (int group in groups)
        {
            if (group >= 0)
                starts[group + 1]++;
        }
        for (int g = 0; g < count; g++)
        {
            Most = Math.Max(Most, starts[g + 1]);
            starts[g + 1] += starts[g];
        }
        _rows = new int[starts[count]];
        int[] next = starts[..count];
        for (int row = 0; row < groups.Length; row++)
        {
            if (groups[row] >= 0)
                _rows[next[groups[row]]++] = row;
        }
        _starts = Most > 1 ? starts : null;
    }

    /// <summary>What numbers the values of each key.</summary>
    public KeyColumnMap[] Keys { get; }

    /// <summary>How many rows the most frequent key has; 1 at least.</summary>
    public int Most { get; } = 1;

    /// <summary>Bytes of memory that it takes.</summary>
    public long ByteSize => Keys.Sum(key => key.ByteSize) + _pairs.Sum(pair => pair.ByteSize) + sizeof(int) * ((long)_rows.Length + (_starts?.Length ?? 0));

    /// <summary>Builds an index over the numbers of keys.</summary>
    /// <param name="keys">What has numbered the values of each key.</param>
    /// <param name="numbers">The numbers by key and row; negative for what matches nothing. They are written over.</param>
    public static KeyIndex Build(KeyColumnMap[] keys, int[][] numbers)
    {
        int[] groups = numbers[0];
        int count = keys[0].Count;
        var pairs = new WordMap[keys.Length - 1];
        var words = new long[pairs.Length == 0 ? 0 : groups.Length];
        for (int k = 0; k < pairs.Length; k++)
        {
            Combine(groups, numbers[k + 1], keys[k + 1].Count, words);
            pairs[k] = new WordMap(words, groups);
            count = pairs[k].Count;
        }
        return new KeyIndex(keys, pairs, groups, count);
    }

    /// <summary>Takes one more key into numbers that were found, in place.</summary>
    /// <param name="key">Which key, from 1.</param>
    /// <param name="groups">What was found of the keys before it.</param>
    /// <param name="numbers">What was found of this one.</param>
    /// <param name="words">Room for as many.</param>
    public void Combine(int key, Span<int> groups, ReadOnlySpan<int> numbers, Span<long> words)
    {
        Combine(groups, numbers, Keys[key].Count, words);
        _pairs[key - 1].Find(words[..groups.Length], groups);
    }

    /// <summary>The rows of a key.</summary>
    public ReadOnlySpan<int> RowsOf(int group) => _starts is null ? _rows.AsSpan(group, 1) : _rows.AsSpan(_starts[group], _starts[group + 1] - _starts[group]);

    /// <summary>The row of each key, where none has more than one.</summary>
    public ReadOnlySpan<int> OnlyRows => _starts is null ? _rows : throw new InvalidOperationException("A key has several rows.");

    private static void Combine(Span<int> groups, ReadOnlySpan<int> numbers, int count, Span<long> words)
    {
        for (int i = 0; i < groups.Length; i++)
        {
            words[i] = (long)groups[i] * count + numbers[i];
            groups[i] = Math.Min(groups[i], numbers[i]);
        }
    }
}
