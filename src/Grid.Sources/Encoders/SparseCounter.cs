using System.Buffers;

namespace Grid.Sources;

/// <summary>
/// Numbers the distinct words of a column in the order of their appearance, whatever their range: for numbers too far apart
/// to be counted by direct index. It gives up early on columns whose values mostly differ.
/// </summary>
internal sealed class SparseCounter : IDisposable
{
    /// <summary>Rows after which mostly different values mean that the column is not coded.</summary>
    private const int Trial = 16_384;

    private readonly NarrowBuffer _numbers = new();
    private readonly List<int> _counts = [];
    private readonly List<long> _words = [];
    private int[] _slots = new int[4096];

    /// <summary>The number of each row's word.</summary>
    public NarrowBuffer Numbers => _numbers;

    /// <summary>The distinct words by number.</summary>
    public IReadOnlyList<long> Words => _words;

    /// <summary>How often each occurs.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>Numbers all words.</summary>
    /// <returns>False where there are more distinct ones than <paramref name="limit"/>, or there would be.</returns>
    public bool TryCount(ReadOnlySpan<long> words, int limit)
    {
        var block = ArrayPool<long>.Shared.Rent(Trial);
        try
        {
            for (int start = 0; start < words.Length; start += Trial)
            {
                int rows = Math.Min(Trial, words.Length - start);
                for (int i = 0; i < rows; i++)
                {
                    int number = NumberOf(words[start + i]);
                    _counts[number]++;
                    block[i] = number;
                }
                int seen = start + rows;
                if (_words.Count > limit || (rows == Trial && _words.Count > seen / 4 * 3))
                    return false;
                _numbers.Append(block.AsSpan(0, rows), words.Length);
            }
            return true;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(block);
        }
    }

    private int NumberOf(long word)
    {
        int mask = _slots.Length - 1;
        int slot = Slot(word) & mask;
        while (_slots[slot] != 0)
        {
            if (_words[_slots[slot] - 1] == word)
                return _slots[slot] - 1;
            slot = (slot + 1) & mask;
        }
        _words.Add(word);
        _counts.Add(0);
        _slots[slot] = _words.Count;
        if (_words.Count * 2 > _slots.Length)
            Grow();
        return _words.Count - 1;
    }

    private static int Slot(long word) => (int)((ulong)word * 0x9E3779B97F4A7C15 >> 33);

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        int mask = _slots.Length - 1;
        for (int i = 0; i < _words.Count; i++)
        {
            int slot = Slot(_words[i]) & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }

    public void Dispose() => _numbers.Dispose();
}
