namespace Grid.Columns;

/// <summary>
/// Writes Arrow's streaming format: schema, then dictionaries and batches as they come. A dictionary is written again,
/// as a whole, where a batch brings another one than the batch before it.
/// </summary>
public sealed class ArrowStreamWriter : ArrowWriter
{
    private StreamMessages? _messages;

    /// <summary>Writes batches of a schema to a stream.</summary>
    /// <param name="stream">Where the bytes go; it need not seek.</param>
    /// <param name="schema">The schema of every batch, encodings included.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed of.</param>
    public ArrowStreamWriter(Stream stream, Schema schema, bool leaveOpen = false) : base(stream, schema, leaveOpen)
    {
    }

    private protected override void EncodeStart() => Emit(IpcMessage.OfSchema(Schema));

    private protected override void EncodeBatch(RecordBatch batch)
    {
        // The compression is set once the writer is made.
        _messages ??= new StreamMessages(Schema, Compression);
        foreach (var message in _messages.Dictionaries(batch))
            Emit(message);
        EmitBatch(batch);
    }

    private protected override IEnumerable<long> EncodeEnd()
    {
        EmitEndOfStream();
        yield return Position;
    }
}
