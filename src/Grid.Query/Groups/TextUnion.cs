namespace Grid.Query;

/// <summary>The distinct texts of several lists of distinct texts, and where each list's texts are among them. Found by parts of the texts' hash, on all threads.</summary>
internal sealed class TextUnion
{
    private const int FewTexts = 1 << 14;
    private const int PartBits = 3;

    public TextUnion(TextArena[] lists, Workers workers)
    {
        Maps = Array.ConvertAll(lists, l => new int[l.Count]);
        if (Array.TrueForAll(lists, l => ReferenceEquals(l, lists[0])))
        {
            Texts = lists[0];
            foreach (int[] map in Maps)
            {
                for (int i = 0; i < map.Length; i++)
                    map[i] = i;
            }
            return;
        }
        int bits = workers.Count == 1 || lists.Sum(l => (long)l.Count) < FewTexts ? 0 : PartBits;
        var parts = new TextInterner[1 << bits];
        workers.Run(parts.Length, part => parts[part] = Intern(lists, part, bits));
        if (bits == 0)
        {
            Texts = parts[0].Texts;
            return;
        }
        Texts = new TextArena(parts.Sum(p => p.Texts.Count), parts.Sum(p => p.Texts.Bytes.Length));
        var first = new int[parts.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            first[part] = Texts.Count;
            var texts = parts[part].Texts;
            for (int i = 0; i < texts.Count; i++)
                Texts.Append(texts.Text(i), texts.Hashes[i]);
        }
        workers.Run(lists.Length, l =>
        {
            var hashes = lists[l].Hashes;
            for (int i = 0; i < hashes.Length; i++)
                Maps[l][i] += first[Part(hashes[i], bits)];
        });
    }

    /// <summary>All texts.</summary>
    public TextArena Texts { get; }

    /// <summary>Per list: the position of each of its texts.</summary>
    public int[][] Maps { get; }

    private static int Part(ulong hash, int bits) => bits == 0 ? 0 : (int)(hash >> (64 - bits));

    private TextInterner Intern(TextArena[] lists, int part, int bits)
    {
        var texts = new TextInterner(lists.Max(l => l.Count) >> bits);
        for (int l = 0; l < lists.Length; l++)
        {
            var hashes = lists[l].Hashes;
            for (int i = 0; i < hashes.Length; i++)
            {
                if (Part(hashes[i], bits) == part)
                    Maps[l][i] = texts.Intern(lists[l].Text(i), hashes[i]);
            }
        }
        return texts;
    }
}
