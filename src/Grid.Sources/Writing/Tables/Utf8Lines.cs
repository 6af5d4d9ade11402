using System.Buffers;
using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>UTF-8 text as it grows, in memory that is used again.</summary>
internal sealed class Utf8Lines(int capacity) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte value)
    {
        if (Length == _bytes.Length)
            Grow(1);
        _bytes[Length++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Room for so many bytes, of which <see cref="Take"/> then takes some.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length)
            Grow(length);
        return _bytes.AsSpan(Length);
    }

    public void Take(int length) => Length += length;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private void Grow(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(2L * _bytes.Length, (long)Length + length, Math.Max((long)Length + length, Array.MaxLength)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
