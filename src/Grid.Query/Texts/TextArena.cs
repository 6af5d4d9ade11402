namespace Grid.Query;

/// <summary>Texts one after the other in one array, each with its hash.</summary>
internal sealed class TextArena(int texts = 64, int bytes = 1024)
{
    private ulong[] _hashes = new ulong[Math.Max(1, texts)];
    private int[] _ends = new int[Math.Max(1, texts)];
    private byte[] _bytes = new byte[Math.Max(1, bytes)];
    private bool _isShared;
    private int[]? _ranks;

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Start(Count));

    public ReadOnlySpan<byte> Text(int i) => _bytes.AsSpan()[Start(i).._ends[i]];

    /// <summary>Bytes of memory that it takes; none where it shares those of another.</summary>
    public long Weight => _isShared ? 0 : _bytes.Length + 12L * _hashes.Length;

    /// <summary>The positions of the texts in the order of their bytes: by position.</summary>
    public int[] Ranks() => _isShared ? _ranks ??= Ranked() : Ranked();

    /// <summary>Some of the texts, in the order given.</summary>
    public TextArena Take(ReadOnlySpan<int> texts)
    {
        long bytes = 0;
        foreach (int text in texts)
            bytes += Text(text).Length;
        var taken = new TextArena(texts.Length, checked((int)bytes));
        foreach (int text in texts)
            taken.Append(Text(text), _hashes[text]);
        return taken;
    }

    /// <summary>Whether a text goes in without moving those that are here.</summary>
    public bool HasRoomFor(ReadOnlySpan<byte> text) => Count < _hashes.Length && Start(Count) + text.Length <= _bytes.Length;

    /// <summary>The same texts with room for some more, apart from these.</summary>
    public TextArena With(int texts, int bytes)
    {
        var grown = new TextArena(Count + texts, checked(Start(Count) + bytes)) { Count = Count };
        Hashes.CopyTo(grown._hashes);
        Ends.CopyTo(grown._ends);
        Bytes.CopyTo(grown._bytes);
        return grown;
    }

    /// <summary>The texts so far, without those that come later; both share their memory.</summary>
    public TextArena SoFar() => new(0, 0) { _hashes = _hashes, _ends = _ends, _bytes = _bytes, Count = Count, _isShared = true };

    /// <summary>Adds a text, and says at which position.</summary>
    public int Append(ReadOnlySpan<byte> text, ulong hash)
    {
        if (_isShared)
            throw new InvalidOperationException("Texts that are shared stay as they are.");
        int start = Start(Count);
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
        }
        if (start + text.Length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Max(Math.Min(2L * _bytes.Length, Array.MaxLength), checked(start + text.Length)));
        text.CopyTo(_bytes.AsSpan(start));
        (_hashes[Count], _ends[Count]) = (hash, start + text.Length);
        return Count++;
    }

    private int[] Ranked()
    {
        // Most of a long common beginning is no news: the eight bytes after it order nearly all.
        int common = Common();
        var heads = new ulong[Count];
        var order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            (order[i], heads[i]) = (i, Head(Text(i)[common..]));
        Array.Sort(heads, order);
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && heads[to] == heads[from];)
                to++;
            if (to - from > 1)
                order.AsSpan(from, to - from).Sort((a, b) => Text(a).SequenceCompareTo(Text(b)));
        }
        var ranks = new int[Count];
        for (int i = 0; i < order.Length; i++)
            ranks[order[i]] = i;
        return ranks;
    }

    private int Common()
    {
        if (Count == 0)
            return 0;
        int common = Text(0).Length;
        for (int i = 1; i < Count && common > 0; i++)
            common = Math.Min(common, Text(0)[..common].CommonPrefixLength(Text(i)));
        return common;
    }

    private static ulong Head(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(text);
        ulong head = 0;
        for (int i = 0; i < text.Length; i++)
            head |= (ulong)text[i] << (56 - 8 * i);
        return head;
    }

    private int Start(int i) => i == 0 ? 0 : _ends[i - 1];
}
