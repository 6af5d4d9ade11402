namespace Grid.Sources;

/// <summary>
/// A source file as a stream that can be read anywhere, for code that takes one: each read is one of the file's, so that of a bucket it is one
/// GET of a range. What fails is kept, as nothing but its text comes through native code.
/// </summary>
internal sealed class SourceStream(SourceFile source, CancellationToken cancellation) : Stream
{
    private long _position;

    /// <summary>What a read failed with first; null for nothing.</summary>
    public Exception? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => source.File.Length;

    public override long Position { get => _position; set => _position = value; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            int length = (int)Math.Min(buffer.Length, Length - _position);
            if (length <= 0)
                return 0;
            int read = source.Read(buffer[..length], _position);
            _position += read;
            return read;
        }
        catch (Exception e)
        {
            Fault ??= e;
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        _position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => Length + offset,
        };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
