using System.Numerics;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>
/// Bits in Arrow's order: bit i of the bitmap is bit (i mod 8) of byte (i div 8), the least significant first.
/// A slice shares the bytes and starts at a bit offset. A set bit means valid, true, or selected.
/// </summary>
public readonly struct Bitmap
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Looks at <paramref name="length"/> bits of <paramref name="bytes"/> from bit <paramref name="offset"/> on.</summary>
    /// <exception cref="ArgumentException">There are fewer bits than that, or the last is past bit 2^31 - 1.</exception>
    public Bitmap(ReadOnlyMemory<byte> bytes, int offset, int length)
    {
        long end = (long)offset + length;
        if (offset < 0 || length < 0 || end > int.MaxValue || (end + 7) / 8 > bytes.Length)
            throw new ArgumentException($"A bitmap of {bytes.Length} bytes has no bits {offset} to {(long)offset + length}.");
        (_bytes, Offset, Length) = (bytes, offset, length);
    }

    /// <summary>The bytes that hold the bits; the first bit is at <see cref="Offset"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Where in <see cref="Bytes"/> the first bit is, in bits.</summary>
    public int Offset { get; }

    /// <summary>How many bits there are.</summary>
    public int Length { get; }

    /// <summary>The bit at a position.</summary>
    public bool this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            int bit = Offset + index;
            return (_bytes.Span[bit >> 3] >> (bit & 7) & 1) != 0;
        }
    }

    /// <summary>Bytes needed for a number of bits.</summary>
    public static int BytesFor(int bits) => (int)(((uint)bits + 7) >> 3);

    /// <summary>Makes a bitmap of these truth values.</summary>
    public static Bitmap From(ReadOnlySpan<bool> values)
    {
        var bytes = new byte[BytesFor(values.Length)];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i])
                bytes[i >> 3] |= (byte)(1 << (i & 7));
        }
        return new Bitmap(bytes, 0, values.Length);
    }

    /// <summary>The same bits from <paramref name="offset"/> on, without copying.</summary>
    public Bitmap Slice(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + length, Length, nameof(length));
        return new Bitmap(_bytes, Offset + offset, length);
    }

    /// <summary>Up to 64 bits from <paramref name="index"/> on, the first of them lowest; bits past the end are 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public ulong Word(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        int count = Math.Min(64, Length - index);
        if (count <= 0)
            return 0;
        int bit = Offset + index;
        int first = bit >> 3, shift = bit & 7;
        var span = _bytes.Span;
        ulong low, high = 0;
        if (first + 8 <= span.Length)
        {
            low = MemoryMarshal.Read<ulong>(span[first..]);
            if (shift != 0 && first + 8 < span.Length)
                high = span[first + 8];
        }
        else
        {
            low = 0;
            for (int i = first; i < span.Length; i++)
                low |= (ulong)span[i] << ((i - first) << 3);
        }
        ulong word = shift == 0 ? low : low >> shift | high << (64 - shift);
        return count == 64 ? word : word & ((1UL << count) - 1);
    }

    /// <summary>How many bits are set.</summary>
    public int CountSet()
    {
        int count = 0;
        for (long i = 0; i < Length; i += 64)
            count += BitOperations.PopCount(Word((int)i));
        return count;
    }
}
