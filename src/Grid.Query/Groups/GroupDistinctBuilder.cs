namespace Grid.Query;

/// <summary>Builds <see cref="GroupDistinct"/>, a group after the other.</summary>
/// <param name="groups">How many there will be.</param>
internal sealed class GroupDistinctBuilder(int groups)
{
    private readonly int[] _ends = new int[groups];
    private ulong[] _keys = new ulong[groups];
    private Dictionary<int, HyperLogLog>? _sketches;
    private int _group;
    private int _used;

    /// <summary>Adds a group.</summary>
    /// <param name="keys">Its distinct keys, ascending.</param>
    /// <param name="sketch">A sketch that stands for them, where there are more than are told apart.</param>
    public void Append(ReadOnlySpan<ulong> keys, HyperLogLog? sketch)
    {
        if (sketch is null && keys.Length > GroupLimits.DistinctKeys)
            sketch = Sketch(keys);
        if (sketch is not null)
        {
            (_sketches ??= []).Add(_group, sketch);
            keys = [];
        }
        if (_used + keys.Length > _keys.Length)
            Array.Resize(ref _keys, checked(Math.Max(2 * _keys.Length, _used + keys.Length)));
        keys.CopyTo(_keys.AsSpan(_used));
        _used += keys.Length;
        _ends[_group++] = _used;
    }

    public GroupDistinct Build() => new(_ends, _used == _keys.Length ? _keys : _keys.AsSpan(0, _used).ToArray(), _sketches);

    public static HyperLogLog Sketch(ReadOnlySpan<ulong> keys)
    {
        var sketch = new HyperLogLog(GroupLimits.Precision);
        foreach (ulong key in keys)
            sketch.Add(StableHash.Of(key));
        return sketch;
    }
}
