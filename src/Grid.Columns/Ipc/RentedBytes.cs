using System.Buffers;

namespace Grid.Columns;

/// <summary>Bytes that are written one after the other into memory of the shared pool, which goes back to it.</summary>
/// <param name="expected">How many there will be, as far as is known.</param>
internal sealed class RentedBytes(int expected) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(expected);

    /// <summary>How many are written.</summary>
    public int Count { get; private set; }

    /// <summary>What is written, in memory of its own.</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, Count).ToArray();

    /// <inheritdoc/>
    public void Advance(int count) => Count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int least = checked(Count + Math.Max(1, sizeHint));
        if (least > _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(2L * _bytes.Length, least, Math.Max(least, Array.MaxLength)));
            _bytes.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        return _bytes.AsMemory(Count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
