namespace Grid.Fuzz.Damage;

/// <summary>Reads a struct of Thrift's compact protocol.</summary>
/// <param name="bytes">Where it lies.</param>
/// <param name="at">Its start.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, int at)
{
    private const int Deepest = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Behind what was read.</summary>
    public int At { get; private set; } = at;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public ThriftNode Struct() => Struct(0, 0);

    private ThriftNode Struct(int field, int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException("too deep");
        var node = new ThriftNode(ThriftNode.Struct, field);
        for (int id = 0; Byte() is var head && head != 0;)
        {
            id = head >> 4 == 0 ? (int)Signed() : id + (head >> 4);
            node.Children.Add(Value((byte)(head & 15), id, depth, isField: true));
        }
        return node;
    }

    private ThriftNode Value(byte type, int id, int depth, bool isField)
    {
        if (type == ThriftNode.Struct)
            return Struct(id, depth + 1);
        var node = new ThriftNode(type, id);
        switch (type)
        {
            case ThriftNode.True or ThriftNode.False:
                node.Bytes = isField ? [] : [Byte()];
                break;
            case ThriftNode.Int8:
                node.Bytes = [Byte()];
                break;
            case ThriftNode.Int16 or ThriftNode.Int32 or ThriftNode.Int64:
                node.Number = Signed();
                break;
            case ThriftNode.Double:
                node.Bytes = Take(sizeof(double));
                break;
            case ThriftNode.Binary:
                node.Bytes = Take((long)Varint());
                break;
            case ThriftNode.List or ThriftNode.Set:
                byte head = Byte();
                node.Of = (byte)(head & 15);
                for (ulong left = head >> 4 == 15 ? Varint() : (ulong)(head >> 4); left > 0; left--)
                    node.Children.Add(Value(node.Of, 0, depth + 1, isField: false));
                break;
            default:
                throw new InvalidDataException("no type that Parquet uses");
        }
        return node;
    }

    private byte Byte() => At < _bytes.Length ? _bytes[At++] : throw new InvalidDataException("cut short");

    private byte[] Take(long count)
    {
        if (count < 0 || count > _bytes.Length - At)
            throw new InvalidDataException("cut short");
        At += (int)count;
        return _bytes[(At - (int)count)..At].ToArray();
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        throw new InvalidDataException("no number");
    }

    private long Signed()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
