namespace Grid.Fuzz.Damage;

/// <summary>Writes a struct of Thrift's compact protocol, with what it overstates.</summary>
internal static class ThriftWriter
{
    /// <summary>The bytes of a struct.</summary>
    public static byte[] Bytes(ThriftNode node)
    {
        var bytes = new List<byte>();
        Struct(bytes, node);
        return [.. bytes];
    }

    private static void Struct(List<byte> bytes, ThriftNode node)
    {
        int id = 0;
        foreach (var field in node.Children)
        {
            int step = field.Id - id;
            if (step is > 0 and < 16)
                bytes.Add((byte)((step << 4) | field.Type));
            else
            {
                bytes.Add(field.Type);
                Signed(bytes, field.Id);
            }
            id = field.Id;
            Value(bytes, field);
        }
        bytes.Add(0);
    }

    private static void Value(List<byte> bytes, ThriftNode node)
    {
        switch (node.Type)
        {
            case ThriftNode.Struct:
                Struct(bytes, node);
                break;
            case ThriftNode.Int16 or ThriftNode.Int32 or ThriftNode.Int64:
                Signed(bytes, node.Number);
                break;
            case ThriftNode.Binary:
                Varint(bytes, (ulong)(node.Bytes.Length + node.Overstated));
                bytes.AddRange(node.Bytes);
                break;
            case ThriftNode.List or ThriftNode.Set:
                long count = node.Children.Count + node.Overstated;
                bytes.Add((byte)((count is >= 0 and < 15 ? (int)count << 4 : 0xF0) | node.Of));
                if (count is < 0 or >= 15)
                    Varint(bytes, (ulong)count);
                foreach (var child in node.Children)
                    Value(bytes, child);
                break;
            default:
                bytes.AddRange(node.Bytes);
                break;
        }
    }

    private static void Signed(List<byte> bytes, long value) => Varint(bytes, ((ulong)value << 1) ^ (ulong)(value >> 63));

    private static void Varint(List<byte> bytes, ulong value)
    {
        for (; value > 127; value >>= 7)
            bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
    }
}
