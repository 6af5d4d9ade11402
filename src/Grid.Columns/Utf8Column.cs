using System.Runtime.InteropServices;
using System.Text;

namespace Grid.Columns;

/// <summary>A column of UTF-8 text: value i is the bytes from offset i to offset i + 1.</summary>
public sealed class Utf8Column : Column
{
    private readonly ReadOnlyMemory<byte> _offsets;
    private readonly ReadOnlyMemory<byte> _data;

    /// <summary>Makes a column of offsets and bytes.</summary>
    /// <param name="offsets">One more 32-bit offset than there are values, ascending, little-endian.</param>
    /// <param name="data">The text that the offsets point into.</param>
    /// <param name="validity">A set bit for each value that is not null, or null when none is.</param>
    /// <param name="nullCount">How many nulls there are; -1 where that is to be counted when asked.</param>
    /// <exception cref="ArgumentException">The offsets are none, no whole number of integers, not ascending at the ends, or point past the text.</exception>
    public Utf8Column(ReadOnlyMemory<byte> offsets, ReadOnlyMemory<byte> data, Bitmap? validity = null, int nullCount = -1)
        : base(DataType.Utf8, offsets.Length / sizeof(int) - 1, validity, nullCount)
    {
        (_offsets, _data) = (offsets, data);
        var o = Offsets;
        if (offsets.Length % sizeof(int) != 0 || o.Length == 0 || o[0] < 0 || o[^1] < o[0] || o[^1] > data.Length)
            throw new ArgumentException("The offsets of a text column point outside its bytes.", nameof(offsets));
    }

    /// <summary>Where each value starts in <see cref="Data"/>; the last is where the last value ends.</summary>
    public ReadOnlySpan<int> Offsets => MemoryMarshal.Cast<byte, int>(_offsets.Span);

    /// <summary>The offsets as they lie in memory.</summary>
    internal ReadOnlyMemory<byte> OffsetBytes => _offsets;

    /// <summary>The text that <see cref="Offsets"/> point into; a slice sees all of it.</summary>
    public ReadOnlyMemory<byte> Data => _data;

    /// <summary>The bytes of a value; what stands where a null is, is undefined.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var offsets = Offsets;
            return _data.Span[offsets[index]..offsets[index + 1]];
        }
    }

    /// <summary>A value as a string, or null.</summary>
    public string? GetString(int index) => IsValid(index) ? Encoding.UTF8.GetString(this[index]) : null;

    /// <inheritdoc/>
    public override long ByteSize => _offsets.Length + (Offsets[^1] - Offsets[0]) + ValidityBytes;

    private protected override Column SliceCore(int offset, int length) => new Utf8Column(
        _offsets.Slice(offset * sizeof(int), (length + 1) * sizeof(int)), _data, SliceValidity(offset, length));
}
