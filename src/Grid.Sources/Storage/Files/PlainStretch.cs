namespace Grid.Sources;

/// <summary>A file of this machine from front to back: the operating system reads ahead by itself.</summary>
internal sealed class PlainStretch(SourceFile file, long start) : SourceStretch
{
    private long _at = start;

    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer, _at);
        _at += read;
        return read;
    }

    public override void Dispose()
    {
    }
}
