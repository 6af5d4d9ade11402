namespace Grid.Query;

/// <summary>Gathers the distinct keys of one partition: an open-addressing set up to the limit, then a sketch.</summary>
internal sealed class DistinctCollector(int limit, int precision)
{
    // Zero stands for an empty place; the key zero is remembered apart.
    private ulong[] _places = [];
    private bool _hasZero;
    private int _count;
    private HyperLogLog? _sketch;

    public void Add(ulong key)
    {
        if (_sketch is not null)
        {
            _sketch.Add(StableHash.Of(key));
            return;
        }
        if (!Insert(key) || _count <= limit)
            return;
        _sketch = new HyperLogLog(precision);
        foreach (ulong known in Keys())
            _sketch.Add(StableHash.Of(known));
        _places = [];
    }

    public void Add(ReadOnlySpan<ulong> keys)
    {
        foreach (ulong key in keys)
            Add(key);
    }

    public DistinctKeys ToDistinct()
    {
        if (_sketch is not null)
            return DistinctKeys.Of(_sketch, limit, precision);
        var keys = Keys();
        Array.Sort(keys);
        return DistinctKeys.Of(keys, limit, precision);
    }

    private bool Insert(ulong key)
    {
        if (key == 0)
        {
            bool isNew = !_hasZero;
            _hasZero = true;
            _count += isNew ? 1 : 0;
            return isNew;
        }
        if (2 * _count >= _places.Length)
            Grow();
        if (!Place(key))
            return false;
        _count++;
        return true;
    }

    private bool Place(ulong key)
    {
        int mask = _places.Length - 1;
        for (int at = (int)(key * 0x9E3779B97F4A7C15 >> 32) & mask; ; at = (at + 1) & mask)
        {
            if (_places[at] == key)
                return false;
            if (_places[at] != 0)
                continue;
            _places[at] = key;
            return true;
        }
    }

    private void Grow()
    {
        var before = _places;
        _places = new ulong[Math.Max(16, before.Length * 4)];
        foreach (ulong key in before)
        {
            if (key != 0)
                Place(key);
        }
    }

    private ulong[] Keys() => [.. _places.Where(k => k != 0), .. _hasZero ? [0UL] : Array.Empty<ulong>()];
}
