namespace Grid.Sources;

/// <summary>
/// What is read: a file of this machine, or an object of a bucket, known to be the one that was planned. Reads are safe on
/// many threads.
/// </summary>
internal abstract class SourceFile(FileStamp file) : IDisposable
{
    public FileStamp File { get; } = file;

    /// <summary>Whether bytes are read as they are stored, so that they can be anywhere.</summary>
    public virtual bool IsStored => true;

    /// <summary>Bytes of the text; more than any text has where that shows only at its end.</summary>
    public virtual long TextLength => File.Length;

    /// <summary>Bytes that are worth a stretch of their own where several threads share a file.</summary>
    public abstract int StretchBytes { get; }

    /// <exception cref="SourceException">The file is no longer what it was.</exception>
    public abstract void CheckUnchanged();

    /// <summary>Reads up to a number of bytes from anywhere; at least one.</summary>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <summary>Sets out to read from front to back.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">Where reading is expected to end; it may go on from there.</param>
    public abstract SourceStretch Stretch(long start, long end);

    /// <summary>Does something that reads at many places: for one after the other where a read is quick, for several at once where each waits for an answer.</summary>
    public virtual void ForMany(int places, Action<int> work)
    {
        for (int i = 0; i < places; i++)
            work(i);
    }

    public abstract void Dispose();

    public void ReadExactly(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            int read = Read(buffer, offset);
            buffer = buffer[read..];
            offset += read;
        }
    }

    /// <summary>The line of the file, from 1, that the byte at an offset is on.</summary>
    public virtual long LineOf(long offset) => RowLineOf(offset);

    /// <summary>The line, from 1, of the text as it reads: of a form that lays out its lines anew, another than that of the file.</summary>
    public long RowLineOf(long offset)
    {
        var buffer = new byte[256 * 1024];
        long line = 1;
        using var stretch = Stretch(0, offset);
        for (long at = 0; at < offset;)
        {
            int read = stretch.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - at)));
            line += buffer.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }
        return line;
    }

    public SourceException Changed(Exception? inner = null) =>
        new($"{File.Path} has changed since the load was planned; plan the load again.", File.Path, inner: inner);

    protected static SourceException Gone(string path, Exception inner) =>
        new($"{path} is no longer there since the load was planned; put it back, or plan the load again.", path, inner: inner);
}
