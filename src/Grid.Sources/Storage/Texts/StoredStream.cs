namespace Grid.Sources;

/// <summary>A file from its first byte to its last, as a stream, for those who decompress and decode it.</summary>
internal sealed class StoredStream(SourceFile source) : ReadOnlyStream
{
    private readonly SourceStretch _stretch = source.Stretch(0, source.File.Length);
    private long _read;

    /// <summary>How many bytes were read.</summary>
    public long Count => Volatile.Read(ref _read);

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, source.File.Length - _read)];
        if (buffer.IsEmpty)
            return 0;
        int read = _stretch.Read(buffer);
        Volatile.Write(ref _read, _read + read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _stretch.Dispose();
        base.Dispose(disposing);
    }
}
