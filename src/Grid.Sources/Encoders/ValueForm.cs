using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>What words of 64 bits stand for, and how the distinct ones become the values of a column of codes.</summary>
internal abstract class ValueForm
{
    /// <summary>Bytes of a value in a plain column.</summary>
    /// <param name="width">Bytes that the widest of the words needs as an integer.</param>
    public abstract int PlainWidth(int width);

    /// <summary>Bytes of a distinct value.</summary>
    public abstract int ValueWidth { get; }

    /// <summary>A key for a word: keys ascend as the values do.</summary>
    public virtual long Key(long word) => word;

    /// <summary>The column of the distinct values of a dictionary.</summary>
    public abstract Column Distinct(ReadOnlySpan<long> values);
}

/// <summary>Doubles, held as their bits; none is NaN or negative zero.</summary>
internal sealed class DoubleBits : ValueForm
{
    public override int PlainWidth(int width) => sizeof(double);

    public override int ValueWidth => sizeof(double);

    // Of negative ones, the greater bits are the lesser value.
    public override long Key(long word) => word ^ (word >> 63 & long.MaxValue);

    public override Column Distinct(ReadOnlySpan<long> values) => ColumnFactory.Primitive(DataType.Float64, MemoryMarshal.Cast<long, double>(values));
}
