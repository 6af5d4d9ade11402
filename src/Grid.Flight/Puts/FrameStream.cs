using System.Buffers.Binary;
using Grid.Flight.Protocol;
using Grpc.Core;

namespace Grid.Flight;

/// <summary>Frames as they come, as the bytes of an Arrow stream: each message behind its length, its body behind it.</summary>
/// <param name="first">The first frame, which has been looked at already.</param>
/// <param name="frames">Those behind it.</param>
internal sealed class FrameStream(FlightFrame first, IAsyncStreamReader<FlightFrame> frames) : Stream
{
    private const int Prefix = 8;
    private const uint Continuation = 0xFFFFFFFF;

    private readonly Queue<ReadOnlyMemory<byte>> _parts = [];
    private FlightFrame? _next = first;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_parts.Count == 0)
        {
            if (_next is null && !await frames.MoveNext(cancellationToken))
                return 0;
            Take(_next ?? frames.Current);
            _next = null;
        }
        var part = _parts.Peek();
        int count = Math.Min(buffer.Length, part.Length);
        part[..count].CopyTo(buffer);
        _parts.Dequeue();
        if (count < part.Length)
            Return(part[count..]);
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // What is left of a part goes before the others.
    private void Return(ReadOnlyMemory<byte> rest)
    {
        ReadOnlyMemory<byte>[] others = [.. _parts];
        _parts.Clear();
        _parts.Enqueue(rest);
        foreach (var part in others)
            _parts.Enqueue(part);
    }

    private void Take(FlightFrame frame)
    {
        if (frame.Fault is { } fault)
            throw new CommandException($"put: a FlightData is damaged: {fault}");
        // One without a message has bytes of the application's alone.
        if (frame.Header.IsEmpty)
            return;
        int padded = (frame.Header.Length + Prefix - 1) / Prefix * Prefix;
        byte[] head = new byte[Prefix + padded];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Continuation);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), padded);
        frame.Header.CopyTo(head.AsMemory(Prefix));
        _parts.Enqueue(head);
        foreach (var part in frame.Body)
            _parts.Enqueue(part);
    }
}
