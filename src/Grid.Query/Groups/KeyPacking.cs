using System.Numerics;

namespace Grid.Query;

/// <summary>
/// How the keys of a group are packed into as few 64-bit words as they go into: a field a key, the first key highest. Equal groups have equal words,
/// and words compare as the fields do.
/// </summary>
internal sealed class KeyPacking
{
    private readonly ulong[] _least;
    private readonly int[] _word;
    private readonly int[] _shift;

    /// <param name="ranges">Between which numbers each key lies.</param>
    public KeyPacking(ReadOnlySpan<KeyRange> ranges)
    {
        (_least, _word, _shift) = (new ulong[ranges.Length], new int[ranges.Length], new int[ranges.Length]);
        int word = 0, left = 64;
        for (int k = 0; k < ranges.Length; k++)
        {
            int bits = ranges[k].IsEmpty ? 0 : 64 - BitOperations.LeadingZeroCount(ranges[k].Most - ranges[k].Least);
            if (bits > left)
                (word, left) = (word + 1, 64);
            left -= bits;
            // A shift by 64 is one by nothing; such a field is zero.
            (_least[k], _word[k], _shift[k]) = (ranges[k].IsEmpty ? 0 : ranges[k].Least, word, left & 63);
        }
        Words = word + 1;
    }

    /// <summary>Words of a group.</summary>
    public int Words { get; }

    /// <summary>Puts a key into the words of groups, which are zero at first.</summary>
    public void Pack(int key, ReadOnlySpan<ulong> numbers, Span<ulong> words)
    {
        ulong least = _least[key];
        int shift = _shift[key], stride = Words;
        for (int i = 0, at = _word[key]; i < numbers.Length; i++, at += stride)
            words[at] |= (numbers[i] - least) << shift;
    }

    /// <summary>Puts a key that is a code into the words of groups, as the number that a table has for it.</summary>
    public void Pack(int key, ReadOnlySpan<int> codes, ReadOnlySpan<int> table, Span<ulong> words)
    {
        int shift = _shift[key], stride = Words;
        for (int i = 0, at = _word[key]; i < codes.Length; i++, at += stride)
            words[at] |= (ulong)table[codes[i]] << shift;
    }

    /// <summary>A hash of the words of a group.</summary>
    public static ulong HashOf(ReadOnlySpan<ulong> words)
    {
        ulong hash = words[0];
        for (int i = 1; i < words.Length; i++)
            hash = BitOperations.RotateLeft(hash * 0x9FB21C651E98DF25, 29) ^ words[i];
        return HashOf(hash);
    }

    /// <summary>A hash of a word: the upper bits of a product hang on all bits of it.</summary>
    public static ulong HashOf(ulong word)
    {
        word ^= word >> 32;
        word *= 0x9E3779B97F4A7C15;
        return word ^ word >> 29;
    }
}
