using System.Buffers.Binary;
using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Writes scans and states: little-endian, whole numbers in seven bits a byte (LEB128), signed ones zigzag.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public int Length => _length;

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Count(int value) => Unsigned((ulong)value);

    public void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }
        Byte((byte)value);
    }

    public void Signed(long value) => Unsigned((ulong)(value << 1 ^ value >> 63));

    public void Fixed(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    public void Double(double value) => Fixed(BitConverter.DoubleToUInt64Bits(value));

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    public void Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public void Type(LogicalType type)
    {
        Byte((byte)type.Kind);
        if (type is LogicalTimestamp t)
        {
            Byte((byte)t.Unit);
            Text(t.TimeZone ?? "");
        }
    }

    public void Scalar(Scalar value)
    {
        Bool(!value.IsNull);
        if (value.Type is not { } type)
            return;
        Type(type);
        if (type.Kind == LogicalKind.Text)
            Text(value.AsText!);
        else if (type.Kind == LogicalKind.Real)
            Double(value.AsDouble);
        else
            Signed(value.AsInt64);
    }

    /// <summary>Ascending numbers as differences.</summary>
    public void Ascending(ReadOnlySpan<ulong> values)
    {
        Count(values.Length);
        ulong last = 0;
        foreach (ulong value in values)
        {
            Unsigned(value - last);
            last = value;
        }
    }

    /// <summary>Numbers of 64 bits each.</summary>
    public void Words(ReadOnlySpan<ulong> values)
    {
        Count(values.Length);
        var room = Reserve(8 * values.Length);
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(room[(8 * i)..], values[i]);
    }

    public void Counts(ReadOnlySpan<long> values)
    {
        Count(values.Length);
        foreach (long value in values)
            Unsigned((ulong)value);
    }

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
