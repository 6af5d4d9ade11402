using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Grid.Arrow;

namespace Grid.Sources;

/// <summary>Converts loaded columns to wider types, exactly: the values are those that a parse as the wider type gives.</summary>
internal static class ColumnWidener
{
    /// <summary>The column as a wider logical type; null where that is text, or has no room for a value, so that the source is needed.</summary>
    public static Column? TryWiden(Column column, DataType type)
    {
        if (column.Type.Logical == type)
            return column;
        if (column is DictionaryColumn coded)
        {
            return TryWiden(coded.Values, type) is { } values
                ? new DictionaryColumn(coded.Codes, values, coded.IsOrdered, coded.NullsCoded, coded.CodeCounts.ToArray())
                : null;
        }
        return type switch
        {
            { Id: TypeId.Float64 } => column switch
            {
                PrimitiveColumn<sbyte> c => Convert(c, DataType.Float64, double.CreateChecked),
                PrimitiveColumn<short> c => Convert(c, DataType.Float64, double.CreateChecked),
                PrimitiveColumn<int> c => Convert(c, DataType.Float64, double.CreateChecked),
                PrimitiveColumn<long> c => Convert(c, DataType.Float64, double.CreateChecked),
                _ => null,
            },
            TimestampType to => column switch
            {
                PrimitiveColumn<int> c when c.Type == DataType.Date32 => TryScale(c, to),
                PrimitiveColumn<long> c when c.Type is TimestampType => TryScale(c, to),
                _ => null,
            },
            _ => null,
        };
    }

    private static PrimitiveColumn<long>? TryScale<T>(PrimitiveColumn<T> column, TimestampType type) where T : unmanaged, IBinaryInteger<T>
    {
        if (Widening.Join(column.Type, type) != type)
            return null;
        long factor = MomentBuilder.Factor(column.Type, type);
        if (column.Length > 0)
        {
            var (min, max) = (TensorPrimitives.Min(column.Values), TensorPrimitives.Max(column.Values));
            if (Int128.CreateChecked(min) * factor < long.MinValue || Int128.CreateChecked(max) * factor > long.MaxValue)
                return null;
        }
        return Convert(column, type, value => long.CreateChecked(value) * factor);
    }

    private static PrimitiveColumn<TTo> Convert<TFrom, TTo>(PrimitiveColumn<TFrom> column, DataType type, Func<TFrom, TTo> convert)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var bytes = GC.AllocateUninitializedArray<byte>(column.Length * Marshal.SizeOf<TTo>());
        var target = MemoryMarshal.Cast<byte, TTo>(bytes.AsSpan());
        var values = column.Values;
        for (int i = 0; i < values.Length; i++)
            target[i] = convert(values[i]);
        return new PrimitiveColumn<TTo>(type, bytes, column.Validity, column.NullCount);
    }
}
