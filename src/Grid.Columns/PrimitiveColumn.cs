using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>A column of fixed-width values: integers, floats, dates (int) and timestamps (long).</summary>
/// <typeparam name="T">The storage type of the column's type: sbyte to ulong, Int128, float, double.</typeparam>
public sealed class PrimitiveColumn<T> : Column, IPrimitiveColumn where T : unmanaged
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Looks at <paramref name="bytes"/> as values of type <paramref name="type"/>.</summary>
    /// <param name="type">The fixed-width type that <typeparamref name="T"/> stores.</param>
    /// <param name="bytes">The values, little-endian, exactly as many as the column is long.</param>
    /// <param name="validity">A set bit for each value that is not null, or null when none is.</param>
    /// <param name="nullCount">How many nulls there are; -1 where that is to be counted when asked.</param>
    /// <exception cref="ArgumentException">The type is not stored as <typeparamref name="T"/>, or the lengths do not agree.</exception>
    public PrimitiveColumn(DataType type, ReadOnlyMemory<byte> bytes, Bitmap? validity = null, int nullCount = -1)
        : base(type, bytes.Length / Unsafe.SizeOf<T>(), validity, nullCount)
    {
        if (type.StorageType != typeof(T) || bytes.Length % Unsafe.SizeOf<T>() != 0)
            throw new ArgumentException($"{bytes.Length} bytes of {typeof(T).Name} are not a column of {type}.");
        _bytes = bytes;
    }

    /// <summary>The values; what stands where a null is, is undefined.</summary>
    public ReadOnlySpan<T> Values => MemoryMarshal.Cast<byte, T>(_bytes.Span);

    /// <summary>The values as they lie in memory.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <inheritdoc/>
    public override long ByteSize => _bytes.Length + ValidityBytes;

    private protected override Column SliceCore(int offset, int length) => new PrimitiveColumn<T>(
        Type, _bytes.Slice(offset * Unsafe.SizeOf<T>(), length * Unsafe.SizeOf<T>()), SliceValidity(offset, length));
}
