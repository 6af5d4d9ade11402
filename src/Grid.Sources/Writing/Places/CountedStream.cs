namespace Grid.Sources;

/// <summary>Hands bytes on, in blocks, counts them, and remembers why they could not be written.</summary>
internal sealed class CountedStream(Stream inner, Action<long> written, bool leavesOpen = false) : Stream
{
    private const int Block = 1 << 18;

    private readonly BufferedStream _buffered = new(inner, Block);
    private long _position;

    /// <summary>The first fault of the stream behind.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes were written: Parquet's writer asks.</summary>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Guard(buffer, static (stream, bytes) => stream.Write(bytes));
        _position += buffer.Length;
        written(buffer.Length);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Writers flush when they end; blocks go out when they are full, and when the stream is closed.
    }

    /// <summary>Closes the stream behind, and nothing more is written to it.</summary>
    public void Abandon()
    {
        if (!leavesOpen)
            inner.Dispose();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                if (Failure is null)
                    Guard(default, static (stream, _) => stream.Flush());
                // Before it is renamed, the disk has it: a power cut leaves the old or the new.
                if (Failure is null && inner is FileStream file)
                    Guard(default, (_, _) => file.Flush(flushToDisk: true));
            }
            finally
            {
                Abandon();
            }
        }
        base.Dispose(disposing);
    }

    private void Guard(ReadOnlySpan<byte> buffer, Work write)
    {
        try
        {
            write(_buffered, buffer);
        }
        catch (Exception fault)
        {
            Failure ??= fault;
            throw;
        }
    }

    private delegate void Work(Stream stream, ReadOnlySpan<byte> buffer);
}
