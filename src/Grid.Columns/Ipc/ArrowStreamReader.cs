namespace Grid.Columns;

/// <summary>
/// Reads Arrow's streaming format. Columns look at the memory that is read: at the given memory itself, or at an array a
/// batch where the source is a stream. Everything is checked first; what is damaged, cut short or of a type that Grid
/// does not hold ends in an <see cref="ArrowFormatException"/>. Not for use by several threads at once.
/// </summary>
public sealed class ArrowStreamReader : IDisposable
{
    private readonly IpcSource _source;
    private readonly ColumnLayout[] _columns;
    private readonly DictionaryStore _dictionaries;
    private bool _ended;

    private ArrowStreamReader(IpcSource source, ReceivedMessage? message)
    {
        if (message is null)
            throw new ArrowFormatException("the stream is empty; a schema was to come", 0);
        if (message.Kind != Metadata.SchemaMessage)
            throw new ArrowFormatException("the stream does not start with a schema", message.HeaderPosition);
        _source = source;
        (Schema, _columns) = SchemaDecoder.Decode(message.Content(), message.HeaderPosition);
        _dictionaries = new DictionaryStore(_columns, message.HeaderPosition);
    }

    /// <summary>The schema of the batches, encodings included.</summary>
    public Schema Schema { get; }

    /// <summary>Opens a stream of batches in memory.</summary>
    /// <exception cref="ArrowFormatException">It does not start with a schema, or with one that Grid cannot hold.</exception>
    public static ArrowStreamReader Open(ReadOnlyMemory<byte> bytes) =>
        OpenAsync(new IpcSource(bytes), false, default).GetAwaiter().GetResult();

    /// <summary>Opens a stream of batches, from its current position on.</summary>
    /// <param name="stream">The bytes; the stream need not seek.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed of.</param>
    /// <exception cref="ArrowFormatException">It does not start with a schema, or with one that Grid cannot hold.</exception>
    public static ArrowStreamReader Open(Stream stream, bool leaveOpen = false) =>
        OpenAsync(new IpcSource(stream, leaveOpen), false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Open(Stream, bool)"/>
    public static Task<ArrowStreamReader> OpenAsync(Stream stream, bool leaveOpen = false, CancellationToken cancellation = default) =>
        OpenAsync(new IpcSource(stream, leaveOpen), true, cancellation);

    /// <summary>The next batch; null where the stream ends.</summary>
    /// <exception cref="ArrowFormatException">What comes next is damaged or cut short.</exception>
    public RecordBatch? Read() => ReadAsync(false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Read"/>
    public Task<RecordBatch?> ReadAsync(CancellationToken cancellation = default) => ReadAsync(true, cancellation);

    /// <summary>All batches that are left.</summary>
    /// <exception cref="ArrowFormatException">What comes next is damaged or cut short.</exception>
    public IEnumerable<RecordBatch> ReadAll()
    {
        while (Read() is { } batch)
            yield return batch;
    }

    /// <summary>Closes the stream, unless it is to stay open.</summary>
    public void Dispose() => _source.Dispose();

    private static async Task<ArrowStreamReader> OpenAsync(IpcSource source, bool async, CancellationToken cancellation)
    {
        try
        {
            return new ArrowStreamReader(source, await ReceivedMessage.ReadAsync(source, async, cancellation).ConfigureAwait(false));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private async Task<RecordBatch?> ReadAsync(bool async, CancellationToken cancellation)
    {
        while (!_ended)
        {
            var message = await ReceivedMessage.ReadAsync(_source, async, cancellation).ConfigureAwait(false);
            switch (message?.Kind)
            {
                case null:
                    _ended = true;
                    break;
                case Metadata.DictionaryMessage:
                    _dictionaries.Add(message, mayReplace: true);
                    break;
                case Metadata.BatchMessage:
                    return BatchDecoder.Batch(message.Content(), message.Body, message.BodyPosition, Schema, _columns, _dictionaries);
                default:
                    throw new ArrowFormatException($"a message of kind {message.Kind} where a batch or a dictionary was to come", message.HeaderPosition);
            }
        }
        return null;
    }
}
