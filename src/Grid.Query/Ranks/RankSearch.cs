namespace Grid.Query;

/// <summary>
/// Finds the keys of some ranks of a column by narrowing: a distribution of all keys says which bucket each rank is in, a closer look
/// at those buckets which key, or which smaller bucket. Sixty-four bits of key are used up after a few looks, mostly one or two.
/// </summary>
internal sealed class RankSearch
{
    private readonly Dictionary<long, ulong> _found = [];
    private List<(KeyRange Range, long Before, List<long> Ranks)> _open = [];

    /// <summary>Looks for ranks (from 0, ascending order) in the distribution of all keys.</summary>
    public RankSearch(IEnumerable<long> ranks, KeyDistribution all)
    {
        foreach (long rank in ranks.Distinct().Order())
            Place(rank, 0, all, _open);
    }

    /// <summary>The ranges to look at, disjoint and ascending; empty when all ranks are found.</summary>
    public KeyRange[] Ranges => [.. _open.Select(o => o.Range)];

    /// <summary>Takes the distributions within <see cref="Ranges"/>.</summary>
    public void Narrow(IEnumerable<KeyDistribution> ranges)
    {
        var open = new List<(KeyRange, long, List<long>)>();
        foreach (var ((_, before, ranks), distribution) in _open.Zip(ranges))
        {
            foreach (long rank in ranks)
                Place(rank, before, distribution, open);
        }
        _open = open;
    }

    /// <summary>The key of a rank that was asked for.</summary>
    public ulong this[long rank] => _found[rank];

    private void Place(long rank, long before, KeyDistribution distribution, List<(KeyRange Range, long Before, List<long> Ranks)> open)
    {
        var (least, most, within) = distribution.Find(rank - before);
        if (least == most)
            _found[rank] = least;
        else if (open.Count > 0 && open[^1].Range.Least == least)
            open[^1].Ranks.Add(rank);
        else
            open.Add((new KeyRange(least, most), before + within, [rank]));
    }
}
