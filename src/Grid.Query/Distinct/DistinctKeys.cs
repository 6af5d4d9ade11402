namespace Grid.Query;

/// <summary>The distinct keys of a column: each of them while they are no more than a limit, a sketch of their hashes beyond. Immutable.</summary>
internal sealed class DistinctKeys
{
    private readonly int _limit;
    private readonly int _precision;
    private readonly ulong[]? _keys;
    private readonly HyperLogLog? _sketch;

    private DistinctKeys(int limit, int precision, ulong[]? keys, HyperLogLog? sketch) =>
        (_limit, _precision, _keys, _sketch) = (limit, precision, keys, sketch);

    public DistinctCount Count => _keys is not null ? new DistinctCount(_keys.Length, true) : new DistinctCount(_sketch!.Estimate(), false);

    public long Weight => 60 + 8L * (_keys?.Length ?? 0) + (_sketch is null ? 0 : 1L << _precision);

    /// <summary>What it weighs in a budget: grows with the keys, whichever way they came together.</summary>
    public long Nominal => 9L * (_keys?.Length ?? _limit);

    /// <summary>Of distinct keys, ascending.</summary>
    public static DistinctKeys Of(ulong[] keys, int limit, int precision) => keys.Length > limit
        ? new DistinctKeys(limit, precision, null, Sketch(keys, precision))
        : new DistinctKeys(limit, precision, keys, null);

    /// <summary>Of more distinct keys than the limit, of which the hashes were sketched.</summary>
    public static DistinctKeys Of(HyperLogLog sketch, int limit, int precision) => new(limit, precision, null, sketch);

    public DistinctKeys Merge(DistinctKeys next)
    {
        if (_keys is not null && next._keys is not null)
            return Of(Union(_keys, next._keys), _limit, _precision);
        var mine = _sketch ?? Sketch(_keys!, _precision);
        return new DistinctKeys(_limit, _precision, null, mine.Merge(next._sketch ?? Sketch(next._keys!, _precision)));
    }

    public void Write(ByteWriter writer)
    {
        writer.Count(_limit);
        writer.Byte((byte)_precision);
        writer.Bool(_keys is not null);
        if (_keys is not null)
            writer.Ascending(_keys);
        else
            _sketch!.Write(writer);
    }

    public static DistinctKeys Read(ref ByteReader reader)
    {
        int limit = reader.Within(1, 1 << 20), precision = reader.Within(4, 18);
        return reader.Bool()
            ? new DistinctKeys(limit, precision, reader.Ascending(), null)
            : new DistinctKeys(limit, precision, null, HyperLogLog.Read(ref reader));
    }

    private static ulong[] Union(ulong[] left, ulong[] right)
    {
        var keys = new ulong[left.Length + right.Length];
        int n = 0;
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            bool fromLeft = j == right.Length || (i < left.Length && left[i] <= right[j]);
            bool fromRight = i == left.Length || (j < right.Length && right[j] <= left[i]);
            keys[n++] = fromLeft ? left[i] : right[j];
            i += fromLeft ? 1 : 0;
            j += fromRight ? 1 : 0;
        }
        return keys.AsSpan(0, n).ToArray();
    }

    private static HyperLogLog Sketch(ulong[] keys, int precision)
    {
        var sketch = new HyperLogLog(precision);
        foreach (ulong key in keys)
            sketch.Add(StableHash.Of(key));
        return sketch;
    }
}
