namespace Grid.Columns;

/// <summary>
/// The messages of a stream of batches of one schema, without a frame: schema, then dictionaries and batches as they come. A dictionary
/// comes again, as a whole, where a batch brings another one than the batch before it. Not for use by several threads at once.
/// </summary>
/// <param name="schema">The schema of every batch, encodings included.</param>
/// <param name="compression">How bodies are compressed.</param>
public sealed class StreamMessages(Schema schema, IpcCompression compression = IpcCompression.None)
{
    private readonly Column?[] _dictionaries = new Column?[schema.Count];

    /// <summary>The first message.</summary>
    public IpcMessage Schema() => IpcMessage.OfSchema(schema);

    /// <summary>A batch's messages: what it needs of dictionaries, and the batch itself, the last.</summary>
    /// <param name="batch">A batch of the schema.</param>
    /// <exception cref="ArgumentException">The batch has another schema.</exception>
    public IReadOnlyList<IpcMessage> Of(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.Schema.Equals(schema))
            throw new ArgumentException($"A batch of [{batch.Schema}] cannot be sent as one of [{schema}].", nameof(batch));
        return [.. Dictionaries(batch), IpcMessage.OfBatch(batch, compression)];
    }

    /// <summary>The dictionaries of a batch that are not those of the batch before it.</summary>
    internal IEnumerable<IpcMessage> Dictionaries(RecordBatch batch)
    {
        long id = 0;
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            if (batch.Columns[i] is not DictionaryColumn column)
                continue;
            bool isNew = _dictionaries[i] is not { } last || !ValueBytes.Same(last, column.Values);
            _dictionaries[i] = column.Values;
            if (isNew)
                yield return IpcMessage.OfDictionary(id, column.Values, compression);
            id++;
        }
    }
}
