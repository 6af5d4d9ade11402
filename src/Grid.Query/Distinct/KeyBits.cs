using System.Numerics;
using System.Numerics.Tensors;

namespace Grid.Query;

/// <summary>Which keys of a range occur, a bit each: for values that lie close together, such as days, seconds and running numbers.</summary>
internal sealed class KeyBits : DistinctSet
{
    private readonly KeyRange _range;
    private readonly ulong[] _words;

    private KeyBits(KeyRange range, ulong[] words) => (_range, _words) = (range, words);

    /// <summary>Bytes that the bits of a range take.</summary>
    public static double WeightOf(KeyRange range) => (range.Most - range.Least) / 8.0 + 8;

    public override long Count
    {
        get
        {
            long count = 0;
            foreach (ulong word in _words)
                count += BitOperations.PopCount(word);
            return count;
        }
    }

    // Bits are as many as were planned.
    public override long Weight => 32;

    public override void Write(ByteWriter writer)
    {
        writer.Byte(Bits);
        _range.Write(writer);
        writer.Words(_words);
    }

    public static KeyBits ReadBits(ref ByteReader reader)
    {
        var range = KeyRange.Read(ref reader);
        ulong[] words = reader.Words();
        return !range.IsEmpty && (ulong)words.Length == (range.Most - range.Least >> 6) + 1
            ? new KeyBits(range, words)
            : throw reader.Corrupt("the bits of keys are not as many as the keys of their range");
    }

    private protected override DistinctSet Union(DistinctSet next)
    {
        if (next is not KeyBits other || other._range != _range)
            throw FromAnotherLook();
        var words = new ulong[_words.Length];
        TensorPrimitives.BitwiseOr<ulong>(_words, other._words, words);
        return new KeyBits(_range, words);
    }

    /// <summary>Gathers the bits of one partition.</summary>
    public sealed class Collector(KeyRange range)
    {
        private readonly ulong[] _words = new ulong[(range.Most - range.Least >> 6) + 1];

        public void Add(ReadOnlySpan<ulong> keys)
        {
            ulong least = range.Least, span = range.Most - least;
            ulong[] words = _words;
            foreach (ulong key in keys)
            {
                ulong at = key - least;
                if (at <= span)
                    words[at >> 6] |= 1UL << (int)at;
            }
        }

        public KeyBits ToSet() => new(range, _words);
    }
}
