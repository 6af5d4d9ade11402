using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>Columns of any encoding made plain ones of a logical type, as what leaves the grid has: codes looked up, narrow integers widened, ticks of the type's unit.</summary>
public static class PlainColumn
{
    /// <summary>The values of a column as a plain column of a logical type; the column itself where it is one.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The logical type, which the column's widens to: whole numbers to float64, dates to timestamps, and units to finer ones.</param>
    /// <exception cref="ArgumentException">The column's values are not of that type.</exception>
    /// <exception cref="OverflowException">A moment has no room in the type's unit.</exception>
    public static Column Of(Column column, LogicalType type) => Of(column, type.Storage);

    internal static Column Of(Column column, DataType type)
    {
        if (column.Type == type && column is not DictionaryColumn)
            return column;
        if (column is not DictionaryColumn coded)
            return Convert(column, type);
        var values = Of(coded.Values, type);
        if (column.NullCount == 0 && values.Length > 0 && values is IPrimitiveColumn numbers && type.ByteWidth == sizeof(long))
        {
            byte[] looked = Bytes<long>(column.Length);
            ColumnDispatch.Integers<Lookup, bool>(coded.Codes, new Lookup(numbers.Bytes, looked));
            return PrimitiveColumns.Over(type, looked, column.Validity, 0);
        }
        int[] codes = Codes(coded);
        return values switch
        {
            BoolColumn bools => new BoolColumn(Gather(bools.Values, codes), column.Validity, column.NullCount),
            Utf8Column text => Gather(text, codes, column),
            _ => type.ByteWidth switch
            {
                4 => Gather<int>(values, codes, column, type),
                8 => Gather<long>(values, codes, column, type),
                _ => Gather<Int128>(values, codes, column, type),
            },
        };
    }

    /// <summary>The code of each row; 0 where a null is.</summary>
    public static int[] Codes(DictionaryColumn column)
    {
        var codes = new int[column.Length];
        ColumnDispatch.Integers<CodeCopy, bool>(column.Codes, new CodeCopy(codes));
        return codes;
    }

    private readonly struct CodeCopy(int[] codes) : IIntegerVisitor<bool>
    {
        public bool Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            Copy(column, codes);
            return true;
        }
    }

    private static void Copy<T>(PrimitiveColumn<T> column, int[] codes) where T : unmanaged, IBinaryInteger<T>
    {
        var values = column.Values;
        for (int i = 0; i < codes.Length; i++)
            codes[i] = int.CreateTruncating(values[i]);
        if (column.NullCount == 0)
            return;
        for (int i = 0; i < codes.Length; i++)
        {
            if (!column.IsValid(i))
                codes[i] = 0;
        }
    }

    // Most of what leaves the grid: numbers of eight bytes, each there.
    private readonly struct Lookup(ReadOnlyMemory<byte> values, byte[] to) : IIntegerVisitor<bool>
    {
        public bool Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            var codes = column.Values;
            var from = MemoryMarshal.Cast<byte, long>(values.Span);
            var found = MemoryMarshal.Cast<byte, long>(to.AsSpan());
            for (int i = 0; i < found.Length; i++)
                found[i] = from[int.CreateTruncating(codes[i])];
            return true;
        }
    }

    // Every byte is written: what was there need not be wiped first.
    private static byte[] Bytes<T>(int length) => GC.AllocateUninitializedArray<byte>(length * Unsafe.SizeOf<T>());

    private static Column Gather<T>(Column values, int[] codes, Column column, DataType type) where T : unmanaged
    {
        var from = MemoryMarshal.Cast<byte, T>(((IPrimitiveColumn)values).Bytes.Span);
        var bytes = new byte[codes.Length * Unsafe.SizeOf<T>()];
        var to = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        if (from.Length > 0)
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = from[codes[i]];
        }
        return PrimitiveColumns.Over(type, bytes, column.Validity, column.NullCount);
    }

    private static Bitmap Gather(Bitmap values, int[] codes)
    {
        var bytes = new byte[Bitmap.BytesFor(codes.Length)];
        for (int i = 0; i < codes.Length && values.Length > 0; i++)
        {
            if (values[codes[i]])
                bytes[i >> 3] |= (byte)(1 << (i & 7));
        }
        return new Bitmap(bytes, 0, codes.Length);
    }

    private static Utf8Column Gather(Utf8Column values, int[] codes, Column column)
    {
        var offsets = new byte[(codes.Length + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        var from = values.Offsets;
        bool isNullable = column.NullCount > 0;
        for (int i = 0; i < codes.Length; i++)
        {
            int length = isNullable && !column.IsValid(i) ? 0 : from[codes[i] + 1] - from[codes[i]];
            ends[i + 1] = checked(ends[i] + length);
        }
        var data = new byte[ends[^1]];
        var text = values.Data.Span;
        for (int i = 0; i < codes.Length; i++)
        {
            if (ends[i + 1] > ends[i])
                text.Slice(from[codes[i]], ends[i + 1] - ends[i]).CopyTo(data.AsSpan(ends[i]));
        }
        return new Utf8Column(offsets, data, column.Validity, column.NullCount);
    }

    private static Column Convert(Column column, DataType type) => (column, type.Id) switch
    {
        (BoolColumn c, TypeId.Int64 or TypeId.UInt64 or TypeId.Float64) => Convert(OfBits(c), type),
        (PrimitiveColumn<float> c, TypeId.Float64) => Convert<float, double>(c, type),
        ({ Type.IsInteger: true }, TypeId.Float64) => Widen<double>(column, type),
        ({ Type.IsInteger: true }, TypeId.Int64) => Widen<long>(column, type),
        ({ Type.IsInteger: true }, TypeId.UInt64) => Widen<ulong>(column, type),
        (PrimitiveColumn<int> { Type.Id: TypeId.Date32 } c, TypeId.Timestamp) => Ticks(Convert<int, long>(c, type), ((TimestampType)type).Moments.TicksPer(LogicalType.Date)),
        (PrimitiveColumn<long> { Type: TimestampType from } c, TypeId.Timestamp) when ((TimestampType)type).Moments.TicksPer(from.Moments) > 0 => Ticks(Convert<long, long>(c, type), ((TimestampType)type).Moments.TicksPer(from.Moments)),
        _ => throw new ArgumentException($"A column of {column.Type} has no values of {type}."),
    };

    private static PrimitiveColumn<byte> OfBits(BoolColumn column)
    {
        var bytes = new byte[column.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = column.Values[i] ? (byte)1 : (byte)0;
        return new PrimitiveColumn<byte>(DataType.UInt8, bytes, column.Validity, column.NullCount);
    }

    private static PrimitiveColumn<TTo> Widen<TTo>(Column column, DataType type) where TTo : unmanaged, INumberBase<TTo> =>
        ColumnDispatch.Integers<Widening<TTo>, PrimitiveColumn<TTo>>(column, new Widening<TTo>(type));

    private readonly struct Widening<TTo>(DataType type) : IIntegerVisitor<PrimitiveColumn<TTo>> where TTo : unmanaged, INumberBase<TTo>
    {
        public PrimitiveColumn<TTo> Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Convert<T, TTo>(column, type);
    }

    private static PrimitiveColumn<TTo> Convert<TFrom, TTo>(PrimitiveColumn<TFrom> column, DataType type)
        where TFrom : unmanaged, INumberBase<TFrom> where TTo : unmanaged, INumberBase<TTo>
    {
        var values = column.Values;
        var bytes = Bytes<TTo>(values.Length);
        var to = MemoryMarshal.Cast<byte, TTo>(bytes.AsSpan());
        for (int i = 0; i < to.Length; i++)
            to[i] = TTo.CreateTruncating(values[i]);
        return new PrimitiveColumn<TTo>(type, bytes, column.Validity, column.NullCount);
    }

    private static PrimitiveColumn<long> Ticks(PrimitiveColumn<long> column, long factor)
    {
        if (factor == 1)
            return column;
        var bytes = Bytes<long>(column.Length);
        var to = MemoryMarshal.Cast<byte, long>(bytes.AsSpan());
        for (int i = 0; i < to.Length; i++)
            to[i] = column.IsValid(i) ? checked(column.Values[i] * factor) : 0;
        return new PrimitiveColumn<long>(column.Type, bytes, column.Validity, column.NullCount);
    }
}
