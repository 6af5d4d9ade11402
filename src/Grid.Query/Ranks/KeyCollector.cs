namespace Grid.Query;

/// <summary>Gathers the distribution of keys that fall into a range: one by one while they are few, then in buckets.</summary>
internal sealed class KeyCollector
{
    private readonly int _limit;
    private readonly Dictionary<ulong, long> _keys = [];
    private KeyHistogram? _histogram;

    public KeyCollector(KeyRange range, int limit)
    {
        _limit = limit;
        if (range.Most - range.Least < (ulong)limit)
            _histogram = new KeyHistogram(range, limit);
    }

    public void Add(ulong key, long count)
    {
        if (_histogram is not null)
        {
            _histogram.Add(key, count);
            return;
        }
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out _) += count;
        if (_keys.Count <= _limit)
            return;
        _histogram = new KeyHistogram(_limit);
        foreach (var (known, often) in _keys)
            _histogram.Add(known, often);
        _keys.Clear();
    }

    public KeyDistribution ToDistribution()
    {
        if (_histogram is not null)
            return _histogram.ToDistribution();
        var sorted = _keys.OrderBy(p => p.Key).ToArray();
        return KeyDistribution.Of(_limit, Array.ConvertAll(sorted, p => p.Key), Array.ConvertAll(sorted, p => p.Value));
    }
}
