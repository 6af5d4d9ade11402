namespace Grid.Columns;

/// <summary>
/// Writes Arrow's streaming format: schema, then dictionaries and batches as they come. A dictionary is written again,
/// as a whole, where a batch brings another one than the batch before it.
/// </summary>
public sealed class ArrowStreamWriter : ArrowWriter
{
    private readonly Column?[] _dictionaries;

    /// <summary>Writes batches of a schema to a stream.</summary>
    /// <param name="stream">Where the bytes go; it need not seek.</param>
    /// <param name="schema">The schema of every batch, encodings included.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed of.</param>
    public ArrowStreamWriter(Stream stream, Schema schema, bool leaveOpen = false) : base(stream, schema, leaveOpen) =>
        _dictionaries = new Column?[schema.Count];

    private protected override void EncodeStart() => Emit(IpcMessage.OfSchema(Schema));

    private protected override void EncodeBatch(RecordBatch batch)
    {
        long id = 0;
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            if (batch.Columns[i] is not DictionaryColumn column)
                continue;
            if (_dictionaries[i] is not { } last || !ValueBytes.Same(last, column.Values))
                Emit(IpcMessage.OfDictionary(id, column.Values, Compression));
            _dictionaries[i] = column.Values;
            id++;
        }
        EmitBatch(batch);
    }

    private protected override IEnumerable<long> EncodeEnd()
    {
        EmitEndOfStream();
        yield return Position;
    }
}
