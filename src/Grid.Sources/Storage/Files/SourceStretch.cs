namespace Grid.Sources;

/// <summary>A file on its way from front to back, for one reader; what is still to come may be under way already.</summary>
internal abstract class SourceStretch : IDisposable
{
    /// <summary>Reads up to a number of bytes; at least one.</summary>
    /// <exception cref="SourceException">There are none, or they cannot be had.</exception>
    public abstract int Read(Span<byte> buffer);

    public void ReadExactly(Span<byte> buffer)
    {
        while (buffer.Length > 0)
            buffer = buffer[Read(buffer)..];
    }

    public abstract void Dispose();
}
