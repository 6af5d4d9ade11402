using System.Buffers.Binary;

namespace Grid.Columns;

/// <summary>A schema as a message of Arrow's stream, which other formats carry along (<c>ARROW:schema</c> of Parquet).</summary>
public static class SchemaBytes
{
    /// <summary>The message, framed.</summary>
    public static byte[] Of(Schema schema)
    {
        const int prefix = 8;
        byte[] header = IpcMessage.OfSchema(schema).Header;
        var bytes = new byte[Metadata.Padded(prefix + header.Length, prefix)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Metadata.Continuation);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - prefix);
        header.CopyTo(bytes, prefix);
        return bytes;
    }
}
