namespace Grid.Statistics;

/// <summary>Gathers the distinct keys of one partition: a set up to the limit, then a sketch.</summary>
internal sealed class DistinctCollector(int limit, int precision)
{
    private readonly HashSet<ulong> _keys = [];
    private HyperLogLog? _sketch;

    public void Add(ulong key)
    {
        if (_sketch is not null)
        {
            _sketch.Add(StableHash.Of(key));
            return;
        }
        if (!_keys.Add(key) || _keys.Count <= limit)
            return;
        _sketch = new HyperLogLog(precision);
        foreach (ulong known in _keys)
            _sketch.Add(StableHash.Of(known));
        _keys.Clear();
    }

    public void Add(ReadOnlySpan<ulong> keys)
    {
        foreach (ulong key in keys)
            Add(key);
    }

    public DistinctKeys ToDistinct() => _sketch is null ? DistinctKeys.Of(_keys, limit, precision) : DistinctKeys.Of(_sketch, limit, precision);
}
