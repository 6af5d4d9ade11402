namespace Grid.Sources;

/// <summary>What was spooled, read as any file.</summary>
internal sealed class SpooledFile(FileStamp file, Spool spool) : SourceFile(file)
{
    public override int StretchBytes => 64 * 1024;

    public override void CheckUnchanged()
    {
        // Nobody else can open it.
    }

    public override int Read(Span<byte> buffer, long offset)
    {
        int read = RandomAccess.Read(spool.Handle, buffer, offset);
        return read > 0 ? read : throw Changed();
    }

    public override SourceStretch Stretch(long start, long end) => new PlainStretch(this, start);

    public override void Dispose()
    {
        // It stays open until the process ends: it has no name by which to open it again.
    }
}
