using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Numbers distinct texts in the order in which they are first seen, for any number of threads at once: one that is known is found without a lock, and one that is
/// new is added under it.
/// </summary>
internal sealed class TextNumbers
{
    private const int LeastTexts = 1024;
    private const int BytesEach = 16;
    private const int Block = 256;

    private readonly Lock _gate = new();
    private volatile Known _known = new(new TextArena(LeastTexts, LeastTexts * BytesEach), LeastTexts);
    private TextArena? _texts;

    /// <summary>How many there are.</summary>
    public int Count => _known.Texts.Count;

    /// <summary>Bytes of memory that they take.</summary>
    public long Weight => _known.Weight;

    /// <summary>The texts so far, by their numbers; the same as before where none has come since.</summary>
    public TextArena Texts()
    {
        lock (_gate)
            return _texts is { } texts && texts.Count == Count ? texts : _texts = _known.Texts.SoFar();
    }

    /// <summary>The number of each text of a column; -1 for null.</summary>
    public void Number(Utf8Column texts, Span<int> numbers)
    {
        var offsets = texts.Offsets;
        var bytes = texts.Data.Span;
        bool hasNulls = texts.NullCount > 0;
        Span<ulong> hashes = stackalloc ulong[Block];
        for (int start = 0; start < numbers.Length; start += Block)
        {
            // What is looked at lies anywhere in memory: it is fetched for all texts of a block, and not waited for by each.
            var known = _known;
            var block = numbers.Slice(start, Math.Min(Block, numbers.Length - start));
            for (int i = 0; i < block.Length; i++)
            {
                hashes[i] = StableHash.Of(bytes[offsets[start + i]..offsets[start + i + 1]]);
                known.FetchPlace(hashes[i]);
            }
            for (int i = 0; i < block.Length; i++)
                block[i] = known.Guess(hashes[i]);
            for (int i = 0; i < block.Length; i++)
            {
                var text = bytes[offsets[start + i]..offsets[start + i + 1]];
                if (hasNulls && !texts.IsValid(start + i))
                    block[i] = -1;
                else if (block[i] < 0 || !known.Is(block[i], text))
                    block[i] = Number(text, hashes[i]);
            }
        }
    }

    private int Number(ReadOnlySpan<byte> text, ulong hash)
    {
        int number = _known.Find(text, hash);
        if (number >= 0)
            return number;
        lock (_gate)
        {
            number = _known.Find(text, hash);
            if (number >= 0)
                return number;
            if (!_known.HasRoomFor(text))
                _known = _known.Grown(text.Length);
            return _known.Add(text, hash);
        }
    }

    /// <summary>Texts and where to find them. Neither moves, so that who looks up without a lock sees whole texts only.</summary>
    private sealed class Known(TextArena texts, int most)
    {
        // A place holds a number and one, and above it the upper half of the text's hash.
        private readonly ulong[] _places = new ulong[(int)BitOperations.RoundUpToPowerOf2((uint)(2 * most))];

        // Of short texts all there is of them, of others what no short one is.
        private readonly (ulong Low, ulong High)[] _short = new (ulong, ulong)[most];

        public TextArena Texts => texts;

        public long Weight => texts.Weight + (8L * _places.Length) + (16L * _short.Length);

        public bool HasRoomFor(ReadOnlySpan<byte> text) => texts.Count < most && texts.HasRoomFor(text);

        public int Find(ReadOnlySpan<byte> text, ulong hash)
        {
            int mask = _places.Length - 1;
            for (int at = (int)hash & mask; ; at = (at + 1) & mask)
            {
                ulong place = Volatile.Read(ref _places[at]);
                if (place == 0)
                    return -1;
                if ((uint)(place >> 32) == (uint)(hash >> 32) && Is((int)place - 1, text))
                    return (int)place - 1;
            }
        }

        /// <summary>The number that a text of this hash has most likely; negative for none.</summary>
        public int Guess(ulong hash)
        {
            ulong place = Volatile.Read(ref _places[(int)hash & (_places.Length - 1)]);
            if ((uint)(place >> 32) != (uint)(hash >> 32))
                return -1;
            int number = (int)place - 1;
            if (number >= 0)
                Fetch(ref _short[number]);
            return number;
        }

        public bool Is(int number, ReadOnlySpan<byte> text) =>
            text.Length <= ShortText.MostBytes ? _short[number] == ShortText.Pack(text) : texts.Text(number).SequenceEqual(text);

        public void FetchPlace(ulong hash) => Fetch(ref _places[(int)hash & (_places.Length - 1)]);

        public int Add(ReadOnlySpan<byte> text, ulong hash)
        {
            int number = texts.Append(text, hash);
            Place(number, text, hash);
            return number;
        }

        public Known Grown(int length)
        {
            int more = Math.Max(texts.Count, LeastTexts);
            var grown = new Known(texts.With(more, (int)Math.Min(Array.MaxLength - texts.Bytes.Length, Math.Max(length, texts.Bytes.Length) + ((long)LeastTexts * BytesEach))), texts.Count + more);
            for (int number = 0; number < texts.Count; number++)
                grown.Place(number, texts.Text(number), texts.Hashes[number]);
            return grown;
        }

        // The text is to be there before its number is found.
        private void Place(int number, ReadOnlySpan<byte> text, ulong hash)
        {
            _short[number] = text.Length <= ShortText.MostBytes ? ShortText.Pack(text) : (0, ulong.MaxValue);
            int mask = _places.Length - 1, at = (int)hash & mask;
            while (_places[at] != 0)
                at = (at + 1) & mask;
            Volatile.Write(ref _places[at], hash >> 32 << 32 | (uint)(number + 1));
        }

        private static unsafe void Fetch<T>(ref T what) where T : unmanaged
        {
            if (Sse.IsSupported)
                Sse.Prefetch0(Unsafe.AsPointer(ref what));
        }
    }
}
