using System.Collections;

namespace Grid.Query;

/// <summary>Groups of an answer, held by columns: a group is made of them when it is looked at. Immutable.</summary>
internal sealed class GroupTable : IReadOnlyList<Group>
{
    private readonly Figures[] _keys;
    private readonly Figures[] _values;
    private readonly int _start;

    public GroupTable(Figures[] keys, Figures[] values) : this(keys, values, 0, keys[0].Count)
    {
    }

    private GroupTable(Figures[] keys, Figures[] values, int start, int count) => (_keys, _values, _start, Count) = (keys, values, start, count);

    public int Count { get; }

    /// <summary>A key of a group.</summary>
    public Scalar KeyAt(int key, int group) => _keys[key][_start + group];

    /// <summary>A value of a group.</summary>
    public Scalar ValueAt(int value, int group) => _values[value][_start + group];

    public Group this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return new Group(Array.ConvertAll(_keys, k => k[_start + index]), Array.ConvertAll(_values, v => v[_start + index]));
        }
    }

    /// <summary>About how many bytes of memory a group takes.</summary>
    public long WeightEach => 1 + (_keys.Sum(k => k.Weight) + _values.Sum(v => v.Weight)) / Math.Max(1, _keys[0].Count);

    /// <summary>The groups of an answer by columns.</summary>
    public static GroupTable Of(IReadOnlyList<Group> groups, int keys, int values) => groups as GroupTable ?? new GroupTable(
        [.. Enumerable.Range(0, keys).Select(k => Figures.Of([.. groups.Select(g => g.Keys[k])]))],
        [.. Enumerable.Range(0, values).Select(v => Figures.Of([.. groups.Select(g => g.Values[v])]))]);

    /// <summary>The same groups with the first of their values.</summary>
    public GroupTable Narrow(int values) => new(_keys, _values[..values], _start, Count);

    /// <summary>Some of the groups, of the same columns.</summary>
    public GroupTable Slice(int start, int count) => new(_keys, _values, _start + start, count);

    /// <summary>Groups one after the other.</summary>
    public static GroupTable Concat(IReadOnlyList<GroupTable> parts)
    {
        bool isWhole = parts.Index().All(p => p.Item._keys == parts[0]._keys && p.Item._start == parts.Take(p.Index).Sum(q => q.Count));
        if (isWhole)
            return new GroupTable(parts[0]._keys, parts[0]._values, 0, parts.Sum(p => p.Count));
        var own = parts.Select(p => p.Owned()).ToList();
        return new GroupTable(
            [.. parts[0]._keys.Select((_, k) => Figures.Concat([.. own.Select(p => p._keys[k])]))],
            [.. parts[0]._values.Select((_, v) => Figures.Concat([.. own.Select(p => p._values[v])]))]);
    }

    public IEnumerator<Group> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Write(ByteWriter writer)
    {
        writer.Count(Count);
        foreach (var column in _keys.Concat(_values))
            column.Write(writer, _start, Count);
    }

    public static GroupTable Read(ref ByteReader reader, int keys, int values)
    {
        int count = reader.Count();
        var columns = new Figures[keys + values];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = Figures.Read(ref reader, count);
        return new GroupTable(columns[..keys], columns[keys..], 0, count);
    }

    private GroupTable Owned() => _start == 0 && Count == _keys[0].Count ? this : new GroupTable(
        Array.ConvertAll(_keys, Rows), Array.ConvertAll(_values, Rows));

    private Figures Rows(Figures column) => Figures.Of([.. Enumerable.Range(_start, Count).Select(i => column[i])]);
}
