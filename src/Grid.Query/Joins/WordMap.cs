using System.Numerics;
using System.Runtime.CompilerServices;

namespace Grid.Query;

/// <summary>
/// Numbers distinct words in the order in which they are first seen: by a table over their range where that is not much longer than they are many,
/// else by hash. Immutable once built; safe for any number of threads.
/// </summary>
internal sealed class WordMap
{
    // A place in a table by range is a quarter of one in a table by hash, of which half are free.
    private const int MostPerWord = 8;
    private const int AlwaysDense = 1 << 16;

    private readonly long _least;
    private readonly int[]? _dense;
    private readonly Slot[] _slots;
    private readonly int _shift;

    /// <summary>Numbers words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="numbers">Takes the number of each; negative, and to stay so, for those that count for nothing.</param>
    public WordMap(ReadOnlySpan<long> words, Span<int> numbers)
    {
        long least = long.MaxValue, most = long.MinValue, present = 0;
        for (int i = 0; i < words.Length; i++)
        {
            if (numbers[i] < 0)
                continue;
            (least, most) = (Math.Min(least, words[i]), Math.Max(most, words[i]));
            present++;
        }
        _slots = [];
        if (present == 0)
            return;
        var range = (Int128)most - least + 1;
        if (range <= Math.Max(AlwaysDense, MostPerWord * present) && range <= Array.MaxLength)
        {
            (_least, _dense) = (least, new int[(int)range]);
            Count = NumberByRange(words, numbers);
            return;
        }
        int size = (int)Math.Min(1 << 30, BitOperations.RoundUpToPowerOf2((ulong)(2 * present)));
        (_slots, _shift) = (new Slot[size], 64 - BitOperations.Log2((uint)size));
        Count = NumberByHash(words, numbers);
    }

    /// <summary>How many distinct words there are.</summary>
    public int Count { get; }

    /// <summary>Bytes of memory that it takes.</summary>
    public long ByteSize => sizeof(int) * (long)(_dense?.Length ?? 0) + Unsafe.SizeOf<Slot>() * (long)_slots.Length;

    /// <summary>Finds the numbers of words: negative where there is none, and where it is negative already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(ReadOnlySpan<long> words, Span<int> numbers)
    {
        if (Count == 0)
        {
            numbers.Fill(-1);
            return;
        }
        if (_dense is { } dense)
        {
            for (int i = 0; i < words.Length; i++)
            {
                ulong place = unchecked((ulong)(words[i] - _least));
                numbers[i] = numbers[i] >= 0 && place < (ulong)dense.Length ? dense[place] - 1 : -1;
            }
            return;
        }
        for (int i = 0; i < words.Length; i++)
        {
            if (numbers[i] >= 0)
                numbers[i] = _slots[Place(words[i])].Number - 1;
        }
    }

    private int NumberByRange(ReadOnlySpan<long> words, Span<int> numbers)
    {
        int count = 0;
        for (int i = 0; i < words.Length; i++)
        {
            if (numbers[i] < 0)
                continue;
            ref int slot = ref _dense![unchecked((int)(words[i] - _least))];
            if (slot == 0)
                slot = ++count;
            numbers[i] = slot - 1;
        }
        return count;
    }

    private int NumberByHash(ReadOnlySpan<long> words, Span<int> numbers)
    {
        int count = 0;
        for (int i = 0; i < words.Length; i++)
        {
            if (numbers[i] < 0)
                continue;
            ref var slot = ref _slots[Place(words[i])];
            if (slot.Number == 0)
                slot = new Slot(words[i], ++count);
            numbers[i] = slot.Number - 1;
        }
        return count;
    }

    // The slot of a word, or the free one that it would take.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(long word)
    {
        int mask = _slots.Length - 1;
        int at = (int)(StableHash.Of((ulong)word) >> _shift);
        while (_slots[at].Number != 0 && _slots[at].Word != word)
            at = (at + 1) & mask;
        return at;
    }

    private readonly record struct Slot(long Word, int Number);
}
