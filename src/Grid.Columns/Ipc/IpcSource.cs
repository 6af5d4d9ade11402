namespace Grid.Columns;

/// <summary>
/// The bytes that a reader reads: memory, of which it hands out pieces without copying, or a stream. A length that
/// the bytes claim is believed no further than bytes arrive, so that a damaged one takes no memory.
/// </summary>
internal sealed class IpcSource : IDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly Stream? _stream;
    private readonly bool _leaveOpen;
    private readonly long _origin;

    public IpcSource(ReadOnlyMemory<byte> memory) => (_memory, Length) = (memory, memory.Length);

    public IpcSource(Stream stream, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("Arrow data cannot be read from a stream that is not readable.", nameof(stream));
        (_stream, _leaveOpen) = (stream, leaveOpen);
        if (stream.CanSeek)
        {
            _origin = stream.Position;
            Length = stream.Length - _origin;
        }
    }

    /// <summary>How many bytes there are, where that is known.</summary>
    public long? Length { get; }

    /// <summary>The byte that is read next, counted from where the source began.</summary>
    public long Position { get; private set; }

    /// <summary>Goes to a byte; only where the length is known.</summary>
    public void Seek(long position)
    {
        if (_stream is not null)
            _stream.Position = _origin + position;
        Position = position;
    }

    /// <summary>Reads exactly this many bytes of <paramref name="what"/>.</summary>
    /// <exception cref="ArrowFormatException">There are fewer, or more than one array holds.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(long count, string what, bool async, CancellationToken cancellation)
    {
        var bytes = await ReadUpToAsync(count, what, async, cancellation).ConfigureAwait(false);
        return bytes.Length == count ? bytes : throw CutShort(count, bytes.Length, what);
    }

    /// <summary>Reads this many bytes, or fewer where the source ends.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadUpToAsync(long count, string what, bool async, CancellationToken cancellation)
    {
        if (Length - Position is { } left && left < count)
            count = Math.Max(left, 0);
        if (count > Array.MaxLength)
            throw new ArrowFormatException($"{what} takes {ByteSize.Of(count)}; Grid reads up to 2.15 GB at once, so write smaller batches", Position);
        if (_stream is null)
        {
            var piece = _memory.Slice((int)Position, (int)count);
            Position += count;
            return piece;
        }
        var bytes = new byte[Length is null ? Math.Min(count, ChunkBytes) : count];
        int filled = 0;
        while (filled < count)
        {
            if (filled == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(count, bytes.Length * 2L));
            int read = async
                ? await _stream.ReadAsync(bytes.AsMemory(filled), cancellation).ConfigureAwait(false)
                : _stream.Read(bytes, filled, bytes.Length - filled);
            if (read == 0)
                break;
            filled += read;
            Position += read;
        }
        return bytes.AsMemory(0, filled);
    }

    public void Dispose()
    {
        if (!_leaveOpen)
            _stream?.Dispose();
    }

    private ArrowFormatException CutShort(long wanted, long found, string what) => new(
        $"{what} is cut short: {wanted} bytes were to come, {found} did", Position);
}
