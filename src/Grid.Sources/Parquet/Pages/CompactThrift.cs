namespace Grid.Sources;

/// <summary>
/// Reads structs in Thrift's compact protocol, in which Parquet's footers and page headers are. What is no such struct leaves it broken: from
/// then on there are no more fields, and every number is 0.
/// </summary>
internal ref struct CompactThrift(ReadOnlySpan<byte> bytes)
{
    /// <summary>Structs within structs, of which Parquet has fewer.</summary>
    private const int MostDepth = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read.</summary>
    public int Position { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>Goes to the next field of a struct.</summary>
    /// <param name="id">The number of the field before, 0 at first; receives that of the field.</param>
    /// <param name="type">What it is.</param>
    /// <returns>False at the end of the struct.</returns>
    public bool TryField(ref int id, out ThriftType type)
    {
        int head = Byte();
        type = (ThriftType)(head & 0xF);
        if (IsBroken || type == ThriftType.Stop)
            return false;
        long next = head >> 4 == 0 ? Integer() : id + (head >> 4);
        // Writers go up from field to field; of one that comes twice, or whose number has no room, readers make this or that.
        IsBroken |= next <= id || next > short.MaxValue;
        id = IsBroken ? id : (int)next;
        return !IsBroken;
    }

    /// <summary>The head of a list: how many elements follow, and of what; none where they are not of the type meant.</summary>
    public int List(ThriftType type)
    {
        int head = Byte();
        ulong count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        // Every element takes a byte at least.
        IsBroken |= (ThriftType)(head & 0xF) != type || count > (ulong)(_bytes.Length - Position);
        return IsBroken ? 0 : (int)count;
    }

    /// <summary>An integer of any width.</summary>
    public long Integer()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>An integer of 32 bits, which is none below 0; such a one leaves this broken.</summary>
    public int Size()
    {
        long value = Integer();
        IsBroken |= value is < 0 or > int.MaxValue;
        return IsBroken ? 0 : (int)value;
    }

    /// <summary>Bytes, or a text.</summary>
    public ReadOnlySpan<byte> Binary()
    {
        ulong length = Varint();
        int start = Position;
        Pass(length);
        return _bytes[start..Position];
    }

    /// <summary>Passes over a value.</summary>
    public void Skip(ThriftType type) => Skip(type, 0);

    private void Skip(ThriftType type, int depth)
    {
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Byte();
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                Varint();
                break;
            case ThriftType.Double:
                Pass(sizeof(double));
                break;
            case ThriftType.Binary:
                Pass(Varint());
                break;
            case ThriftType.List or ThriftType.Set when depth < MostDepth:
                SkipList(depth);
                break;
            case ThriftType.Struct when depth < MostDepth:
                for (int id = 0; TryField(ref id, out var field);)
                    Skip(field, depth + 1);
                break;
            default:
                IsBroken = true;
                break;
        }
    }

    private void SkipList(int depth)
    {
        int head = _bytes.Length > Position ? _bytes[Position] : 0;
        var type = (ThriftType)(head & 0xF);
        int count = List(type);
        for (int i = 0; i < count && !IsBroken; i++)
            Skip(type is ThriftType.True or ThriftType.False ? ThriftType.Byte : type, depth + 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        IsBroken = true;
        return 0;
    }

    private int Byte()
    {
        if (IsBroken || Position >= _bytes.Length)
        {
            IsBroken = true;
            return 0;
        }
        return _bytes[Position++];
    }

    private void Pass(ulong count)
    {
        IsBroken |= count > (ulong)(_bytes.Length - Position);
        Position += IsBroken ? 0 : (int)count;
    }
}

/// <summary>What a field of a Thrift struct is.</summary>
internal enum ThriftType
{
    Stop,
    True,
    False,
    Byte,
    Int16,
    Int32,
    Int64,
    Double,
    Binary,
    List,
    Set,
    Map,
    Struct,
}
