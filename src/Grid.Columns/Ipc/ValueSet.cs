using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>Distinct values of one type, numbered as they come: what dictionaries are merged in.</summary>
internal sealed class ValueSet(DataType type)
{
    private readonly Dictionary<byte[], int> _codes = new(new BytesComparer());
    private readonly List<byte[]> _values = [];

    public int Count => _values.Count;

    /// <summary>The number of a value, which is added where it is new.</summary>
    public int Add(ReadOnlySpan<byte> value)
    {
        var codes = _codes.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (codes.TryGetValue(value, out int code))
            return code;
        var copy = value.ToArray();
        _codes.Add(copy, _values.Count);
        _values.Add(copy);
        return _values.Count - 1;
    }

    /// <summary>Puts the values in ascending order, and says to which number each number moved.</summary>
    public int[] Sort()
    {
        var from = Enumerable.Range(0, Count).ToArray();
        Array.Sort(from, (a, b) =>
        {
            int order = ValueBytes.Compare(type, _values[a], _values[b]);
            // Negative zero and the NaNs equal others of their kind; their bytes decide, so that the order is one.
            return order != 0 ? order : _values[a].AsSpan().SequenceCompareTo(_values[b]);
        });
        var moved = new int[Count];
        var sorted = new List<byte[]>(Count);
        for (int i = 0; i < from.Length; i++)
        {
            moved[from[i]] = i;
            sorted.Add(_values[from[i]]);
        }
        _values.Clear();
        _values.AddRange(sorted);
        _codes.Clear();
        for (int i = 0; i < sorted.Count; i++)
            _codes.Add(sorted[i], i);
        return moved;
    }

    /// <summary>The values as a column.</summary>
    /// <exception cref="OverflowException">The text is over 2 GiB.</exception>
    public Column ToColumn()
    {
        if (type.Id == TypeId.Bool)
            return new BoolColumn(Bitmap.From(_values.Select(v => v[0] != 0).ToArray()));
        var data = new byte[checked((int)_values.Sum(v => (long)v.Length))];
        var offsets = new byte[(Count + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        for (int i = 0; i < Count; i++)
        {
            _values[i].CopyTo(data, ends[i]);
            ends[i + 1] = ends[i] + _values[i].Length;
        }
        return type.Id == TypeId.Utf8 ? new Utf8Column(offsets, data) : PrimitiveColumns.Over(type, data, null, 0);
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
