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

    public override SourceStretch Stretch(long start, long end) => new SpooledStretch(this, start);

    public override void ForMany(int places, Action<int> work)
    {
        for (int i = 0; i < places; i++)
            work(i);
    }

    public override void Dispose()
    {
        // It stays open until the process ends: it has no name by which to open it again.
    }

    private sealed class SpooledStretch(SpooledFile file, long start) : SourceStretch
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
}
