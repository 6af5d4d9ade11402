using System.Buffers;
using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// Numbers the distinct words of a column in the order of their appearance, whatever their range: for numbers too far apart
/// to be counted by direct index. It gives up early on columns whose values mostly differ.
/// </summary>
internal sealed class SparseCounter : IDisposable
{
    /// <summary>Rows after which mostly different values mean that the column is not coded.</summary>
    private const int Trial = 4096;

    private readonly NarrowBuffer _numbers = new();
    private int[] _counts = new int[2048];
    private long[] _words = new long[2048];
    private int[] _slots = new int[4096];

    /// <summary>The number of each row's word.</summary>
    public NarrowBuffer Numbers => _numbers;

    /// <summary>How many distinct words there are.</summary>
    public int Count { get; private set; }

    /// <summary>The distinct words by number.</summary>
    public ReadOnlySpan<long> Words => _words.AsSpan(0, Count);

    /// <summary>How often each occurs.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, Count);

    /// <summary>Reads words from a row on.</summary>
    public delegate void WordReader(int start, Span<long> words);

    /// <summary>Numbers all words.</summary>
    /// <returns>False where there are more distinct ones than <paramref name="limit"/>, or there would be.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryCount(int count, WordReader read, int limit)
    {
        var block = ArrayPool<long>.Shared.Rent(Trial);
        try
        {
            for (int start = 0; start < count; start += Trial)
            {
                int rows = Math.Min(Trial, count - start);
                read(start, block.AsSpan(0, rows));
                for (int i = 0; i < rows; i++)
                {
                    int number = NumberOf(block[i]);
                    _counts[number]++;
                    block[i] = number;
                }
                int seen = start + rows;
                if (Count > limit || (rows == Trial && Count > seen / 4 * 3))
                    return false;
                _numbers.Append(block.AsSpan(0, rows), count);
            }
            return true;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(block);
        }
    }

    /// <summary>The number of a word, which is a new one if need be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberOf(long word)
    {
        int mask = _slots.Length - 1;
        int slot = Slot(word) & mask;
        while (_slots[slot] != 0)
        {
            if (_words[_slots[slot] - 1] == word)
                return _slots[slot] - 1;
            slot = (slot + 1) & mask;
        }
        if (Count == _words.Length)
        {
            Array.Resize(ref _words, Count * 2);
            Array.Resize(ref _counts, Count * 2);
        }
        _words[Count] = word;
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length)
            Grow();
        return Count - 1;
    }

    // Both halves of the product: doubles whose bits repeat, such as sevenths, fall together in one of them.
    private static int Slot(long word)
    {
        ulong high = Math.BigMul((ulong)word ^ 0xD1B54A32D192ED03, 0x9E3779B97F4A7C15, out ulong low);
        return (int)((high ^ low) >> 33);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        int mask = _slots.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int slot = Slot(_words[i]) & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }

    public void Dispose() => _numbers.Dispose();
}
