namespace Grid.Query;

/// <summary>Numbers distinct texts in the order in which they are first seen.</summary>
internal sealed class TextInterner
{
    private int[] _places;
    private int _mask;

    /// <param name="texts">About how many texts there will be.</param>
    public TextInterner(int texts = 64)
    {
        Texts = new TextArena(texts);
        _places = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, 2 * texts))];
        _mask = _places.Length - 1;
    }

    /// <summary>The texts by their numbers.</summary>
    public TextArena Texts { get; }

    public int Intern(ReadOnlySpan<byte> text) => Intern(text, StableHash.Of(text));

    public int Intern(ReadOnlySpan<byte> text, ulong hash)
    {
        var hashes = Texts.Hashes;
        for (int at = (int)hash & _mask; ; at = (at + 1) & _mask)
        {
            int number = _places[at] - 1;
            if (number < 0)
                return Add(text, hash, at);
            if (hashes[number] == hash && Texts.Text(number).SequenceEqual(text))
                return number;
        }
    }

    /// <summary>The number of a text; negative where it was never seen. Safe for any number of threads while none interns.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        ulong hash = StableHash.Of(text);
        var hashes = Texts.Hashes;
        for (int at = (int)hash & _mask; ; at = (at + 1) & _mask)
        {
            int number = _places[at] - 1;
            if (number < 0 || (hashes[number] == hash && Texts.Text(number).SequenceEqual(text)))
                return number;
        }
    }

    private int Add(ReadOnlySpan<byte> text, ulong hash, int at)
    {
        int number = Texts.Append(text, hash);
        _places[at] = number + 1;
        if (2 * Texts.Count > _places.Length)
            Grow();
        return number;
    }

    private void Grow()
    {
        _places = new int[_places.Length * 4];
        _mask = _places.Length - 1;
        var hashes = Texts.Hashes;
        for (int number = 0; number < hashes.Length; number++)
        {
            int at = (int)hashes[number] & _mask;
            while (_places[at] != 0)
                at = (at + 1) & _mask;
            _places[at] = number + 1;
        }
    }
}
