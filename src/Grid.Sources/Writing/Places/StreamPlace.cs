namespace Grid.Sources;

/// <summary>A stream of the caller's, such as the standard output.</summary>
internal sealed class StreamPlace(Stream output) : SavePlace("-")
{
    private long _bytes;

    public override long Bytes => Interlocked.Read(ref _bytes);

    public override void Commit()
    {
        // What was written has been written.
    }

    public override bool Replaces(string file) => false;

    public override void Dispose()
    {
        // The stream is the caller's.
    }

    internal override CountedStream OpenPart(int index) => new(output, bytes => Interlocked.Add(ref _bytes, bytes), leavesOpen: true);

    internal override Exception Fault(Exception fault) => fault;
}
