namespace Grid.Columns;

/// <summary>A column of truth values, one bit each.</summary>
public sealed class BoolColumn : Column
{
    /// <summary>Makes a column of these bits.</summary>
    /// <param name="values">A bit a value.</param>
    /// <param name="validity">A set bit for each value that is not null, or null when none is.</param>
    /// <param name="nullCount">How many nulls there are; -1 where that is to be counted when asked.</param>
    public BoolColumn(Bitmap values, Bitmap? validity = null, int nullCount = -1)
        : base(DataType.Bool, values.Length, validity, nullCount) => Values = values;

    /// <summary>The values; what stands where a null is, is undefined.</summary>
    public Bitmap Values { get; }

    /// <inheritdoc/>
    public override long ByteSize => Bitmap.BytesFor(Length) + ValidityBytes;

    private protected override Column SliceCore(int offset, int length) =>
        new BoolColumn(Values.Slice(offset, length), SliceValidity(offset, length));
}
