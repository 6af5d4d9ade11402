namespace Grid.Columns;

/// <summary>
/// An immutable column of values in Arrow's memory layout. Slices share the memory.
/// A null is a cleared bit of <see cref="Validity"/>; NaN is a value.
/// </summary>
public abstract class Column
{
    private int _nullCount;

    private protected Column(DataType type, int length, Bitmap? validity, int nullCount)
    {
        if (validity is { } bits && bits.Length != length)
            throw new ArgumentException($"A column of {length} values has a validity bitmap of {bits.Length} bits.");
        if (nullCount < -1 || nullCount > (validity is null ? 0 : length))
            throw new ArgumentException($"A column of {length} values{(validity is null ? " without a validity bitmap" : "")} cannot have {nullCount} nulls.");
        Type = type;
        Length = length;
        Validity = nullCount == 0 ? null : validity;
        _nullCount = validity is null ? 0 : nullCount;
    }

    /// <summary>The type of the values, encoding included.</summary>
    public DataType Type { get; }

    /// <summary>How many values there are, nulls included.</summary>
    public int Length { get; }

    /// <summary>A set bit for each value that is not null; null itself where the column is known to hold no nulls.</summary>
    public Bitmap? Validity { get; }

    /// <summary>How many values are null.</summary>
    public int NullCount
    {
        get
        {
            if (_nullCount < 0)
                _nullCount = Length - Validity!.Value.CountSet();
            return _nullCount;
        }
    }

    /// <summary>Bytes of memory that this column refers to; what slices share is counted in each.</summary>
    public abstract long ByteSize { get; }

    /// <summary>Whether a value is not null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column has no such row.</exception>
    public bool IsValid(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
        return Validity is not { } bits || bits[index];
    }

    /// <summary>The values from <paramref name="offset"/> on, without copying.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column has no such range.</exception>
    public Column Slice(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + length, Length, nameof(length));
        return offset == 0 && length == Length ? this : SliceCore(offset, length);
    }

    private protected abstract Column SliceCore(int offset, int length);

    private protected Bitmap? SliceValidity(int offset, int length) => Validity?.Slice(offset, length);

    private protected long ValidityBytes => Validity is null ? 0 : Bitmap.BytesFor(Length);
}
