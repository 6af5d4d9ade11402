using System.Buffers.Binary;

namespace Grid.Columns.Tests;

/// <summary>Puts streams together of messages that Grid itself would not write so.</summary>
internal static class ForeignStream
{
    public static byte[] Of(Schema schema, params IpcMessage[] messages) => Of([IpcMessage.OfSchema(schema), .. messages]);

    public static byte[] Of(params IpcMessage[] messages)
    {
        using var stream = new MemoryStream();
        foreach (var message in messages)
            stream.Write(Frame(message));
        stream.Write([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        return stream.ToArray();
    }

    public static byte[] Frame(IpcMessage message)
    {
        using var stream = new MemoryStream();
        int length = (int)Metadata.Padded(message.Header.Length, 8);
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, 0xFFFFFFFF);
        BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(4), length);
        stream.Write(prefix);
        stream.Write(message.Header);
        stream.Write(new byte[length - message.Header.Length]);
        foreach (var part in message.Body)
            stream.Write(part.Span);
        return stream.ToArray();
    }

    public static ReceivedMessage Receive(IpcMessage message) =>
        ReceivedMessage.ReadAsync(new IpcSource(Frame(message)), false, default).GetAwaiter().GetResult()!;

    public static (Schema Schema, ColumnLayout[] Columns) Layout(Schema schema)
    {
        var message = Receive(IpcMessage.OfSchema(schema));
        return SchemaDecoder.Decode(message.Content(), 0);
    }

    public static IpcMessage Dictionary(long id, Column values, bool isDelta) => Message(Metadata.DictionaryMessage, values.Length, b => b.Add(values), (builder, data) =>
    {
        builder.StartTable(3);
        builder.AddInt64(0, id);
        builder.AddReference(1, data);
        builder.AddBool(2, isDelta);
        return builder.EndTable();
    });

    /// <summary>A batch of one column of these codes, as they are.</summary>
    public static IpcMessage RawCodes(Column codes) => Message(Metadata.BatchMessage, codes.Length, b => b.Add(codes), (_, data) => data);

    private static IpcMessage Message(byte kind, long rows, Action<MessageBody> fill, Func<FlatBufferBuilder, int, int> header)
    {
        var builder = new FlatBufferBuilder();
        var body = new MessageBody();
        fill(body);
        int content = header(builder, body.Describe(builder, rows));
        builder.StartTable(5);
        builder.AddInt64(3, body.Length);
        builder.AddReference(2, content);
        builder.AddInt16(0, Metadata.V5);
        builder.AddByte(1, kind);
        return new IpcMessage(builder.Finish(builder.EndTable()), body.Parts, body.Length);
    }

    /// <summary>A batch whose message tells a false length of its body.</summary>
    public static IpcMessage WithBodyLength(RecordBatch batch, long bodyLength)
    {
        var builder = new FlatBufferBuilder();
        var body = new MessageBody();
        foreach (var column in batch.Columns)
            body.Add(column);
        int content = body.Describe(builder, batch.Length);
        builder.StartTable(5);
        builder.AddInt64(3, bodyLength);
        builder.AddReference(2, content);
        builder.AddInt16(0, Metadata.V5);
        builder.AddByte(1, Metadata.BatchMessage);
        return new IpcMessage(builder.Finish(builder.EndTable()), body.Parts, body.Length);
    }

    /// <summary>A schema of one column "c" of a type by its number in Schema.fbs.</summary>
    public static IpcMessage SchemaOf(byte kind, Action<FlatBufferBuilder>? parameters = null, short endianness = 0, short version = Metadata.V5)
    {
        var builder = new FlatBufferBuilder();
        int name = builder.String("c");
        builder.StartTable(4);
        parameters?.Invoke(builder);
        int type = builder.EndTable();
        builder.StartTable(7);
        builder.AddReference(0, name);
        builder.AddReference(3, type);
        builder.AddByte(2, kind);
        builder.AddBool(1, true);
        int field = builder.EndTable();
        int fields = builder.References([field]);
        builder.StartTable(4);
        builder.AddReference(1, fields);
        builder.AddInt16(0, endianness);
        int schema = builder.EndTable();
        builder.StartTable(5);
        builder.AddReference(2, schema);
        builder.AddInt16(0, version);
        builder.AddByte(1, Metadata.SchemaMessage);
        return new IpcMessage(builder.Finish(builder.EndTable()), [], 0);
    }

    /// <summary>A batch of one column of these raw buffers.</summary>
    public static IpcMessage RawBatch(long rows, long nulls, byte[][] buffers, long[]? viewBuffers = null, byte? codec = null)
    {
        var builder = new FlatBufferBuilder();
        var parts = new List<ReadOnlyMemory<byte>>();
        var places = new List<(long, long)>();
        long length = 0;
        foreach (var buffer in buffers)
        {
            places.Add((length, buffer.Length));
            parts.Add(buffer);
            parts.Add(new byte[Metadata.Padded(buffer.Length, 8) - buffer.Length]);
            length += Metadata.Padded(buffer.Length, 8);
        }
        int bufferVector = builder.Pairs([.. places]);
        int nodes = builder.Pairs([(rows, nulls)]);
        // Counts of 64 bits each: pairs hold two, of which the second is not looked at.
        int views = viewBuffers is null ? 0 : builder.Pairs([.. viewBuffers.Select(v => (v, 0L))]);
        int compression = 0;
        if (codec is { } number)
        {
            builder.StartTable(2);
            builder.AddByte(0, number);
            compression = builder.EndTable();
        }
        builder.StartTable(5);
        builder.AddInt64(0, rows);
        builder.AddReference(1, nodes);
        builder.AddReference(2, bufferVector);
        if (codec is not null)
            builder.AddReference(3, compression);
        if (viewBuffers is not null)
            builder.AddReference(4, views);
        int batch = builder.EndTable();
        builder.StartTable(5);
        builder.AddInt64(3, length);
        builder.AddReference(2, batch);
        builder.AddInt16(0, Metadata.V5);
        builder.AddByte(1, Metadata.BatchMessage);
        return new IpcMessage(builder.Finish(builder.EndTable()), parts, length);
    }
}
