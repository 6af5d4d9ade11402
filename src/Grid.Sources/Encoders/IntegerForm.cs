using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>What the integers of a buffer stand for, and how they become columns.</summary>
internal abstract class IntegerForm : ValueForm
{
    /// <summary>Whether the values ascend as the integers do.</summary>
    public virtual bool Ascends(NarrowBuffer values) => true;

    /// <summary>The plain column of all values.</summary>
    public abstract Column Plain(NarrowBuffer values, NullBits nulls);

    private protected static PrimitiveColumn<T> Copy<T>(DataType type, NarrowBuffer values, NullBits nulls)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var bytes = GC.AllocateUninitializedArray<byte>(values.Count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
        values.CopyTo(MemoryMarshal.Cast<byte, T>(bytes.AsSpan()));
        return new PrimitiveColumn<T>(type, bytes, nulls.ToValidity(values.Count), nulls.Count);
    }
}

/// <summary>Whole numbers: int64, and int8 to int32 where all of a plain column fit.</summary>
internal sealed class IntegerValues : IntegerForm
{
    public override int PlainWidth(int width) => width;

    public override int ValueWidth => sizeof(long);

    public override Column Plain(NarrowBuffer values, NullBits nulls) => values.Width switch
    {
        1 => Copy<sbyte>(DataType.Int8, values, nulls),
        2 => Copy<short>(DataType.Int16, values, nulls),
        4 => Copy<int>(DataType.Int32, values, nulls),
        _ => Copy<long>(DataType.Int64, values, nulls),
    };

    public override Column Distinct(ReadOnlySpan<long> values) => ColumnFactory.Primitive(DataType.Int64, values);
}

/// <summary>Whole numbers without a sign, held as their bits: uint64.</summary>
internal sealed class UnsignedValues : IntegerForm
{
    public override int PlainWidth(int width) => sizeof(ulong);

    public override int ValueWidth => sizeof(ulong);

    public override bool Ascends(NarrowBuffer values) => values.Min >= 0;

    public override long Key(long word) => word ^ long.MinValue;

    public override Column Plain(NarrowBuffer values, NullBits nulls) => Copy<ulong>(DataType.UInt64, values, nulls);

    public override Column Distinct(ReadOnlySpan<long> values) => ColumnFactory.Primitive(DataType.UInt64, MemoryMarshal.Cast<long, ulong>(values));
}

/// <summary>Doubles, each the quotient of an integer below 2^53 and a power of ten.</summary>
internal sealed class DecimalValues(int scale) : IntegerForm
{
    public override int PlainWidth(int width) => sizeof(double);

    public override int ValueWidth => sizeof(double);

    public override Column Plain(NarrowBuffer values, NullBits nulls)
    {
        var column = Copy<double>(DataType.Float64, values, nulls);
        if (scale > 0)
        {
            var doubles = MemoryMarshal.Cast<byte, double>(MemoryMarshal.AsMemory(column.Bytes).Span);
            TensorPrimitives.Divide(doubles, (double)NumberText.Powers[scale], doubles);
        }
        return column;
    }

    public override Column Distinct(ReadOnlySpan<long> values)
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
            doubles[i] = values[i] / (double)NumberText.Powers[scale];
        return ColumnFactory.Primitive<double>(DataType.Float64, doubles);
    }
}

/// <summary>Days of a date32, or ticks of a timestamp.</summary>
internal sealed class MomentValues(DataType type) : IntegerForm
{
    public override int PlainWidth(int width) => type.ByteWidth;

    public override int ValueWidth => type.ByteWidth;

    public override Column Plain(NarrowBuffer values, NullBits nulls) =>
        type is TimestampType ? Copy<long>(type, values, nulls) : Copy<int>(type, values, nulls);

    public override Column Distinct(ReadOnlySpan<long> values)
    {
        if (type is TimestampType)
            return ColumnFactory.Primitive(type, values);
        var days = new int[values.Length];
        for (int i = 0; i < days.Length; i++)
            days[i] = (int)values[i];
        return ColumnFactory.Primitive<int>(type, days);
    }
}
