using System.Text;

namespace Grid.LocalEngine;

/// <summary>Bytes of a message while it is written. Figures are little-endian, lengths and texts as <see cref="BinaryWriter"/> has them.</summary>
internal sealed class WireBuffer : BinaryWriter
{
    private readonly MemoryStream _bytes;

    public WireBuffer() : this(new MemoryStream(256))
    {
    }

    private WireBuffer(MemoryStream bytes) : base(bytes, Encoding.UTF8) => _bytes = bytes;

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);

    /// <summary>Leaves room for a length; what follows is counted until <see cref="EndCounted"/>.</summary>
    public int StartCounted()
    {
        Write(0);
        return (int)_bytes.Position;
    }

    /// <summary>Writes the length of what has followed <see cref="StartCounted"/>.</summary>
    public void EndCounted(int start)
    {
        long end = _bytes.Position;
        _bytes.Position = start - sizeof(int);
        Write((int)(end - start));
        _bytes.Position = end;
    }
}
