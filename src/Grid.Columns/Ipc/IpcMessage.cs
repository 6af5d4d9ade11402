namespace Grid.Columns;

/// <summary>A message of Arrow's, ready to be written or sent.</summary>
/// <param name="Header">Its metadata, a flatbuffer that is not yet framed.</param>
/// <param name="Body">The parts of its body, one behind the other; mostly the columns' own memory.</param>
/// <param name="BodyLength">Bytes of the body.</param>
public sealed record IpcMessage(byte[] Header, IReadOnlyList<ReadOnlyMemory<byte>> Body, long BodyLength)
{
    internal static IpcMessage OfSchema(Schema schema)
    {
        var builder = new FlatBufferBuilder();
        return Close(builder, Metadata.SchemaMessage, SchemaEncoder.Encode(builder, schema), null);
    }

    internal static IpcMessage OfBatch(RecordBatch batch, IpcCompression compression = IpcCompression.None)
    {
        var builder = new FlatBufferBuilder();
        var body = new MessageBody(compression);
        foreach (var column in batch.Columns)
            body.Add(column);
        return Close(builder, Metadata.BatchMessage, body.Describe(builder, batch.Length), body);
    }

    internal static IpcMessage OfDictionary(long id, Column values, IpcCompression compression = IpcCompression.None)
    {
        var builder = new FlatBufferBuilder();
        var body = new MessageBody(compression);
        body.Add(values);
        int data = body.Describe(builder, values.Length);
        builder.StartTable(3);
        builder.AddInt64(0, id);
        builder.AddReference(1, data);
        return Close(builder, Metadata.DictionaryMessage, builder.EndTable(), body);
    }

    private static IpcMessage Close(FlatBufferBuilder builder, byte kind, int header, MessageBody? body)
    {
        builder.StartTable(5);
        builder.AddInt64(3, body?.Length ?? 0);
        builder.AddReference(2, header);
        builder.AddInt16(0, Metadata.V5);
        builder.AddByte(1, kind);
        int root = builder.EndTable();
        return new IpcMessage(builder.Finish(root), body?.Parts ?? [], body?.Length ?? 0);
    }
}
