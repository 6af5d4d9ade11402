using System.Buffers.Binary;

namespace Grid.Columns;

/// <summary>A vector in a FlatBuffer, its bounds already checked by the table that it was taken from.</summary>
internal readonly ref struct FlatVector
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _start;
    private readonly int _size;
    private readonly long _origin;

    public FlatVector(ReadOnlySpan<byte> bytes, int start, int count, int size, long origin)
    {
        _bytes = bytes;
        _start = start;
        Count = count;
        _size = size;
        _origin = origin;
    }

    public int Count { get; }

    /// <summary>The table that item <paramref name="index"/>, a reference, points to.</summary>
    public FlatTable Table(int index) => FlatTable.At(_bytes, _start + index * _size, _origin);

    /// <summary>The 64-bit integer at an offset into item <paramref name="index"/>, a struct.</summary>
    public long Int64(int index, int offset) => BinaryPrimitives.ReadInt64LittleEndian(_bytes[(_start + index * _size + offset)..]);

    /// <summary>The 32-bit integer at an offset into item <paramref name="index"/>, a struct.</summary>
    public int Int32(int index, int offset) => BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_start + index * _size + offset)..]);
}
