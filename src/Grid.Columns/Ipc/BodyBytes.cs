namespace Grid.Columns;

/// <summary>The body of a message that was received: in memory as a whole, or read from the source piece by piece, as it is looked at.</summary>
internal abstract class BodyBytes
{
    /// <summary>How many bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>Some of the bytes, which are within <see cref="Length"/>.</summary>
    public abstract ReadOnlyMemory<byte> Slice(long offset, long length);

    /// <summary>Says that a stretch will be looked at next, in pieces: it is read at once.</summary>
    public virtual void Expect(long offset, long length)
    {
    }

    /// <summary>A body in memory.</summary>
    public static BodyBytes Of(ReadOnlyMemory<byte> bytes) => new Held(bytes);

    /// <summary>A body that is still in the source.</summary>
    /// <param name="source">The source, which seeks.</param>
    /// <param name="position">Where the body starts in it.</param>
    /// <param name="length">Bytes of it, all of which are in the source.</param>
    public static BodyBytes In(IpcSource source, long position, long length) => new Stored(source, position, length);

    private sealed class Held(ReadOnlyMemory<byte> bytes) : BodyBytes
    {
        public override long Length => bytes.Length;

        public override ReadOnlyMemory<byte> Slice(long offset, long length) => bytes.Slice((int)offset, (int)length);
    }

    private sealed class Stored(IpcSource source, long position, long length) : BodyBytes
    {
        private ReadOnlyMemory<byte> _read;
        private long _from;

        public override long Length => length;

        public override ReadOnlyMemory<byte> Slice(long offset, long length) =>
            offset >= _from && offset + length <= _from + _read.Length ? _read.Slice((int)(offset - _from), (int)length) : Read(offset, length);

        public override void Expect(long offset, long length) => (_read, _from) = (Read(offset, length), offset);

        private ReadOnlyMemory<byte> Read(long offset, long count)
        {
            source.Seek(position + offset);
            return source.ReadAsync(count, "a buffer", async: false, default).GetAwaiter().GetResult();
        }
    }
}
