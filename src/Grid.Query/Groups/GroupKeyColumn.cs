using Grid.Columns;

namespace Grid.Query;

/// <summary>One key of every group: as an order-preserving key, or as UTF-8.</summary>
internal sealed class GroupKeyColumn
{
    private readonly ulong[]? _keys;
    private readonly byte[][]? _texts;

    public GroupKeyColumn(ulong[] keys) => _keys = keys;

    public GroupKeyColumn(byte[][] texts) => _texts = texts;

    /// <summary>The keys, where they are no texts.</summary>
    public ulong[]? Keys => _keys;

    public int Count => _keys?.Length ?? _texts!.Length;

    public bool IsText => _texts is not null;

    public long WeightOf(int group) => _texts is null ? 9 : 9 + _texts[group].Length;

    public ulong HashOf(int group) => _texts is null ? StableHash.Of(_keys![group]) : StableHash.Of(_texts[group]);

    public int Compare(int group, GroupKeyColumn other, int otherGroup) => _texts is null
        ? _keys![group].CompareTo(other._keys![otherGroup])
        : Utf8Order.Comparer.Compare(_texts[group], other._texts![otherGroup]);

    /// <summary>The keys of groups of this or, where that is -1, of another.</summary>
    public GroupKeyColumn Take(ReadOnlySpan<int> groups, GroupKeyColumn other, ReadOnlySpan<int> otherGroups)
    {
        if (_texts is not null)
        {
            var texts = new byte[groups.Length][];
            for (int i = 0; i < texts.Length; i++)
                texts[i] = groups[i] >= 0 ? _texts[groups[i]] : other._texts![otherGroups[i]];
            return new GroupKeyColumn(texts);
        }
        var keys = new ulong[groups.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = groups[i] >= 0 ? _keys![groups[i]] : other._keys![otherGroups[i]];
        return new GroupKeyColumn(keys);
    }

    public GroupKeyColumn Take(ReadOnlySpan<int> groups) => Take(groups, this, groups);

    public Scalar ToScalar(DataType type, int group) => _texts is null ? ScalarKey.ToScalar(type, _keys![group]) : AggregateValue.Text(_texts[group]);

    public void Write(ByteWriter writer)
    {
        writer.Bool(IsText);
        for (int i = 0; i < Count; i++)
        {
            if (_texts is null)
                writer.Fixed(_keys![i]);
            else
                writer.Bytes(_texts[i]);
        }
    }

    public static GroupKeyColumn Read(ref ByteReader reader, int groups)
    {
        if (reader.Bool())
        {
            var texts = new byte[groups][];
            for (int i = 0; i < groups; i++)
                texts[i] = reader.Bytes();
            return new GroupKeyColumn(texts);
        }
        var keys = new ulong[groups];
        for (int i = 0; i < groups; i++)
            keys[i] = reader.Fixed();
        return new GroupKeyColumn(keys);
    }
}
