using Apache.Arrow;
using Apache.Arrow.Memory;
using Apache.Arrow.Types;
using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary>Columns copied into arrays of Apache.Arrow's: buffer by buffer, and value by value through that library's builders.</summary>
internal static class BuiltArrays
{
    /// <summary>The same array over copies of its buffers.</summary>
    public static ArrayData Copy(ArrayData data) => new(
        data.DataType, data.Length, data.NullCount, data.Offset, [.. data.Buffers.Select(buffer => new ArrowBuffer(buffer.Span.ToArray()))],
        null, data.Dictionary is null ? null : Copy(data.Dictionary));

    /// <summary>An array that a builder made; memory is the allocator's until it is disposed of.</summary>
    public static IArrowArray Build(Grid.Columns.Column column, IArrowType type, MemoryAllocator allocator) => (column, type) switch
    {
        (DictionaryColumn c, Apache.Arrow.Types.DictionaryType t) => new DictionaryArray(t, Build(c.Codes, t.IndexType, allocator), Build(c.Values, t.ValueType, allocator)),
        (BoolColumn c, _) => Bools(c, allocator),
        (Utf8Column c, _) => Texts(c, allocator),
        (PrimitiveColumn<long> c, Apache.Arrow.Types.TimestampType t) => Moments(c, t, allocator),
        (PrimitiveColumn<sbyte> c, _) => Numbers<sbyte, Int8Array, Int8Array.Builder>(c, new(), allocator),
        (PrimitiveColumn<byte> c, _) => Numbers<byte, UInt8Array, UInt8Array.Builder>(c, new(), allocator),
        (PrimitiveColumn<short> c, _) => Numbers<short, Int16Array, Int16Array.Builder>(c, new(), allocator),
        (PrimitiveColumn<ushort> c, _) => Numbers<ushort, UInt16Array, UInt16Array.Builder>(c, new(), allocator),
        (PrimitiveColumn<int> c, _) => Numbers<int, Int32Array, Int32Array.Builder>(c, new(), allocator),
        (PrimitiveColumn<long> c, _) => Numbers<long, Int64Array, Int64Array.Builder>(c, new(), allocator),
        (PrimitiveColumn<double> c, _) => Numbers<double, DoubleArray, DoubleArray.Builder>(c, new(), allocator),
        _ => throw new NotSupportedException($"no builder is measured for {column.Type}"),
    };

    private static TArray Numbers<T, TArray, TBuilder>(PrimitiveColumn<T> column, TBuilder builder, MemoryAllocator allocator)
        where T : unmanaged
        where TArray : IArrowArray
        where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder>
    {
        builder.Reserve(column.Length);
        var values = column.Values;
        if (column.NullCount == 0)
            return builder.Append(values).Build(allocator);
        var valid = column.Validity!.Value;
        for (int i = 0; i < values.Length; i++)
        {
            if (valid[i])
                builder.Append(values[i]);
            else
                builder.AppendNull();
        }
        return builder.Build(allocator);
    }

    // What the builder takes are moments with an offset, and no numbers.
    private static TimestampArray Moments(PrimitiveColumn<long> column, Apache.Arrow.Types.TimestampType type, MemoryAllocator allocator)
    {
        var builder = new TimestampArray.Builder(type).Reserve(column.Length);
        var values = column.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (column.IsValid(i))
                builder.Append(DateTimeOffset.UnixEpoch.AddTicks(values[i] * TimeSpan.TicksPerSecond / TicksPerSecond(type)));
            else
                builder.AppendNull();
        }
        return builder.Build(allocator);
    }

    private static long TicksPerSecond(Apache.Arrow.Types.TimestampType type) => type.Unit switch
    {
        Apache.Arrow.Types.TimeUnit.Second => 1,
        Apache.Arrow.Types.TimeUnit.Millisecond => 1_000,
        Apache.Arrow.Types.TimeUnit.Microsecond => 1_000_000,
        _ => throw new NotSupportedException($"no builder is measured for timestamps in {type.Unit}"),
    };

    private static BooleanArray Bools(BoolColumn column, MemoryAllocator allocator)
    {
        var builder = new BooleanArray.Builder().Reserve(column.Length);
        var values = column.Values;
        for (int i = 0; i < column.Length; i++)
        {
            if (column.IsValid(i))
                builder.Append(values[i]);
            else
                builder.AppendNull();
        }
        return builder.Build(allocator);
    }

    private static StringArray Texts(Utf8Column column, MemoryAllocator allocator)
    {
        var builder = new StringArray.Builder().Reserve(column.Length);
        for (int i = 0; i < column.Length; i++)
        {
            if (column.IsValid(i))
                builder.Append(column[i]);
            else
                builder.AppendNull();
        }
        return builder.Build(allocator);
    }
}
