using System.Buffers.Binary;

namespace Grid.Columns;

/// <summary>
/// Writes record batches of one schema in Arrow's IPC format (metadata version 5, little-endian, uncompressed unless said otherwise), as a
/// stream or a file. Slices are written as the rows they show. Not for use by several threads at once.
/// </summary>
/// <remarks>
/// What is written is complete only after <see cref="Finish"/>. To dispose of a writer does not finish it, so that a
/// write that failed halfway does not pass for a whole one.
/// </remarks>
public abstract class ArrowWriter : IDisposable, IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly List<ReadOnlyMemory<byte>> _pending = [];
    private State _state;

    private protected ArrowWriter(Stream stream, Schema schema, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        if (!stream.CanWrite)
            throw new ArgumentException("Arrow data cannot be written to a stream that is not writable.", nameof(stream));
        (_stream, Schema, _leaveOpen) = (stream, schema, leaveOpen);
    }

    private enum State
    {
        New,
        Open,
        Finished,
        Failed,
    }

    /// <summary>The schema of the batches.</summary>
    public Schema Schema { get; }

    /// <summary>How the batches and dictionaries are compressed.</summary>
    public IpcCompression Compression { get; init; }

    /// <summary>Bytes of a body beyond which a batch is written as several of fewer rows.</summary>
    internal long MaxBodyBytes { get; set; } = 1 << 30;

    /// <summary>Bytes encoded so far.</summary>
    private protected long Position { get; private set; }

    /// <summary>Writes a batch; one of over 1 GiB becomes several of fewer rows.</summary>
    /// <exception cref="ArgumentException">The batch has another schema.</exception>
    /// <exception cref="InvalidOperationException">The writer has finished, or an earlier write failed.</exception>
    public void Write(RecordBatch batch)
    {
        Encode(batch);
        WritePending();
        _state = State.Open;
    }

    /// <inheritdoc cref="Write"/>
    public async Task WriteAsync(RecordBatch batch, CancellationToken cancellation = default)
    {
        Encode(batch);
        await WritePendingAsync(cancellation).ConfigureAwait(false);
        _state = State.Open;
    }

    /// <summary>Writes what closes the stream or file. Nothing can be written after it.</summary>
    /// <exception cref="InvalidOperationException">The writer has finished, or an earlier write failed.</exception>
    public void Finish()
    {
        Begin();
        foreach (long _ in EncodeEnd())
            WritePending();
        _stream.Flush();
        _state = State.Finished;
    }

    /// <inheritdoc cref="Finish"/>
    public async Task FinishAsync(CancellationToken cancellation = default)
    {
        Begin();
        foreach (long _ in EncodeEnd())
            await WritePendingAsync(cancellation).ConfigureAwait(false);
        await _stream.FlushAsync(cancellation).ConfigureAwait(false);
        _state = State.Finished;
    }

    /// <summary>Closes the stream, unless it is to stay open; what is written is complete only after <see cref="Finish"/>.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        if (!_leaveOpen)
            await _stream.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Emits what stands before all batches.</summary>
    private protected abstract void EncodeStart();

    /// <summary>Emits a batch, and before it what it needs.</summary>
    private protected abstract void EncodeBatch(RecordBatch batch);

    /// <summary>Emits what closes the stream or file; at each yield, of the position, what is pending is written out.</summary>
    private protected abstract IEnumerable<long> EncodeEnd();

    /// <summary>Emits a batch as a message, or as several where one would be too long.</summary>
    private protected void EmitBatch(RecordBatch batch, List<IpcBlock>? blocks = null)
    {
        var message = IpcMessage.OfBatch(batch, Compression);
        if (message.BodyLength > MaxBodyBytes && batch.Length > 1)
        {
            int half = batch.Length / 2;
            EmitBatch(batch.Slice(0, half), blocks);
            EmitBatch(batch.Slice(half, batch.Length - half), blocks);
            return;
        }
        var block = Emit(message);
        blocks?.Add(block);
    }

    /// <summary>Emits a message, framed so that its body starts at a multiple of 64 bytes.</summary>
    private protected IpcBlock Emit(IpcMessage message)
    {
        const int prefix = 8;
        long start = Position;
        int alignment = message.BodyLength == 0 ? prefix : Metadata.Alignment;
        int framed = (int)(Metadata.Padded(start + prefix + message.Header.Length, alignment) - start);
        var frame = new byte[framed];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Metadata.Continuation);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), framed - prefix);
        message.Header.CopyTo(frame, prefix);
        Emit(frame);
        foreach (var part in message.Body)
            Emit(part);
        return new IpcBlock(start, framed, message.BodyLength);
    }

    private protected void Emit(ReadOnlyMemory<byte> bytes)
    {
        _pending.Add(bytes);
        Position += bytes.Length;
    }

    private protected void EmitEndOfStream()
    {
        var end = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(end, Metadata.Continuation);
        Emit(end);
    }

    private void Encode(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.Schema.Equals(Schema))
            throw new ArgumentException($"A batch of [{batch.Schema}] cannot be written as one of [{Schema}].", nameof(batch));
        Begin();
        EncodeBatch(batch);
    }

    /// <summary>Until what is begun has succeeded, the writer counts as failed: half of a message may have been written.</summary>
    private void Begin()
    {
        if (_state is State.Finished or State.Failed)
            throw new InvalidOperationException(_state == State.Finished ? "The writer has finished." : "An earlier write failed; what was written is not whole.");
        bool isNew = _state == State.New;
        _state = State.Failed;
        if (isNew)
            EncodeStart();
    }

    private void WritePending()
    {
        foreach (var part in _pending)
            _stream.Write(part.Span);
        _pending.Clear();
    }

    private async Task WritePendingAsync(CancellationToken cancellation)
    {
        foreach (var part in _pending)
            await _stream.WriteAsync(part, cancellation).ConfigureAwait(false);
        _pending.Clear();
    }
}
