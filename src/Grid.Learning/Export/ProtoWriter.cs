using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Grid.Learning;

/// <summary>Writes a message in the wire format of Protocol Buffers: fields by number, in the order of the calls.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, Bytes = 2, Fixed32 = 5;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What has been written.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>A whole number.</summary>
    public ProtoWriter Write(int field, long value)
    {
        Tag(field, Varint);
        Number((ulong)value);
        return this;
    }

    /// <summary>A float.</summary>
    public ProtoWriter Write(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        _bytes.Write(four);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtoWriter Write(int field, string value) => Write(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes, or a message that is written.</summary>
    public ProtoWriter Write(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Bytes);
        Number((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A message.</summary>
    public ProtoWriter Write(int field, ProtoWriter message) => Write(field, message._bytes.WrittenSpan);

    /// <summary>Whole numbers, packed.</summary>
    public ProtoWriter Write(int field, IEnumerable<long> values)
    {
        var packed = new ProtoWriter();
        foreach (long value in values)
            packed.Number((ulong)value);
        return Write(field, packed);
    }

    /// <summary>Floats, packed.</summary>
    public ProtoWriter Write(int field, IEnumerable<float> values)
    {
        var packed = new ProtoWriter();
        Span<byte> four = stackalloc byte[4];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(four, value);
            packed._bytes.Write(four);
        }
        return Write(field, packed);
    }

    private void Tag(int field, int kind) => Number((ulong)(field << 3 | kind));

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
