using System.Buffers.Binary;

namespace Grid.Columns;

/// <summary>A message as it was read: its metadata and its body, and where in the source they are.</summary>
internal sealed record ReceivedMessage(ReadOnlyMemory<byte> Header, long HeaderPosition, byte Kind, BodyBytes Body, long BodyPosition)
{
    /// <summary>More metadata than any table has: text that is taken for a length is found out by it.</summary>
    private const uint MaxHeaderBytes = 1 << 28;

    /// <summary>Reads the next message; null where the stream ends, by its end mark or by its bytes.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="async">Whether not to wait.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="isPartial">Whether the body stays where it is until some of it is looked at; only of a source that seeks.</param>
    public static async Task<ReceivedMessage?> ReadAsync(IpcSource source, bool async, CancellationToken cancellation, bool isPartial = false)
    {
        long start = source.Position;
        var prefix = await source.ReadUpToAsync(4, "a message", async, cancellation).ConfigureAwait(false);
        if (prefix.IsEmpty)
            return null;
        if (prefix.Length < 4)
            throw new ArrowFormatException("the stream ends within a message's length", start);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(prefix.Span);
        if (length == Metadata.Continuation)
        {
            prefix = await source.ReadAsync(4, "a message's length", async, cancellation).ConfigureAwait(false);
            length = BinaryPrimitives.ReadUInt32LittleEndian(prefix.Span);
        }
        if (length == 0)
            return null;
        if (length == BinaryPrimitives.ReadUInt32LittleEndian(Metadata.Magic))
            throw new ArrowFormatException("here starts an Arrow file, not a stream", start);
        if (length > MaxHeaderBytes)
            throw new ArrowFormatException("no message starts here: this is not Arrow IPC, or it is damaged", start);

        long headerPosition = source.Position;
        var header = await source.ReadAsync(length, "a message's metadata", async, cancellation).ConfigureAwait(false);
        var (kind, bodyLength) = Parse(header.Span, headerPosition);
        long bodyPosition = source.Position;
        var body = isPartial ? BodyBytes.In(source, bodyPosition, bodyLength)
            : BodyBytes.Of(await source.ReadAsync(bodyLength, "a message's body", async, cancellation).ConfigureAwait(false));
        return new ReceivedMessage(header, headerPosition, kind, body, bodyPosition);
    }

    /// <summary>The table that the message is about: a schema, a dictionary or a record batch.</summary>
    public FlatTable Content() => FlatTable.Root(Header.Span, HeaderPosition).TryTable(2, out var content)
        ? content
        : throw new ArrowFormatException("a message has no content", HeaderPosition);

    private static (byte Kind, long BodyLength) Parse(ReadOnlySpan<byte> header, long position)
    {
        var message = FlatTable.Root(header, position);
        short version = message.Int16(0);
        if (version is not (Metadata.V4 or Metadata.V5))
            throw new ArrowFormatException($"metadata version {version + 1} is not one that Grid reads (4 and 5)", position);
        long bodyLength = message.Int64(3);
        if (bodyLength < 0)
            throw new ArrowFormatException($"a message's body is {bodyLength} bytes long", position);
        return (message.Byte(1), bodyLength);
    }
}
