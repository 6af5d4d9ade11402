namespace Grid.Sources;

/// <summary>A file on its way from front to back, for one reader; what is still to come may be under way already.</summary>
internal abstract class SourceStretch : IDisposable
{
    /// <summary>Reads up to a number of bytes; at least one, unless the text ends, and that was not known.</summary>
    /// <exception cref="SourceException">There are none where some are expected, or they cannot be had.</exception>
    public abstract int Read(Span<byte> buffer);

    public void ReadExactly(Span<byte> buffer)
    {
        while (buffer.Length > 0)
            buffer = buffer[Read(buffer)..];
    }

    /// <summary>How many bytes of the file, as it is stored, the text up to a position stands for.</summary>
    public virtual long Stored(long position) => position;

    public abstract void Dispose();
}
