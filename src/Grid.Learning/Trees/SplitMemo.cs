using System.Runtime.InteropServices;

namespace Grid.Learning;

/// <summary>
/// The best splits of sets of rows. Trees that have all rows and try every feature differ only in which of equal splits
/// wins: the same sets of rows come up again from tree to tree. A set is known by 128 random bits a row, XORed.
/// </summary>
internal sealed class SplitMemo
{
    private const int MostSets = 1 << 16;
    private readonly Dictionary<UInt128, (long Score, int First, int Count)> _sets = [];
    private readonly List<Tie> _ties = [];

    /// <summary>One of the best splits of a set.</summary>
    public readonly record struct Tie(int Feature, int LeftBin, int RightBin);

    /// <summary>The bits of a row.</summary>
    public static UInt128 BitsOf(int row)
    {
        var random = new RandomStream((ulong)row);
        return new UInt128(random.Next(), random.Next());
    }

    public bool Knows(UInt128 set) => _sets.ContainsKey(set);

    /// <summary>The best splits of a set, of which there may be none.</summary>
    public bool TryGet(UInt128 set, out long score, out ReadOnlySpan<Tie> ties)
    {
        bool known = _sets.TryGetValue(set, out var found);
        score = found.Score;
        ties = CollectionsMarshal.AsSpan(_ties).Slice(found.First, found.Count);
        return known;
    }

    /// <summary>Remembers the best splits of a set, unless there are too many sets already.</summary>
    public void Add(UInt128 set, long score, List<Tie> ties)
    {
        if (_sets.Count >= MostSets || !_sets.TryAdd(set, (score, _ties.Count, ties.Count)))
            return;
        _ties.AddRange(ties);
    }
}
