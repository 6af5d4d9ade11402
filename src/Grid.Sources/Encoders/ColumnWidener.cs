using System.Numerics;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Converts loaded columns to wider types, exactly, and encodes them anew: the column is the one that a read under the wider
/// type gives, so that a partition which is lost and read again is as it was.
/// </summary>
internal static class ColumnWidener
{
    /// <summary>
    /// The column as a wider logical type; null where that is text, or has no room for a value, so that the source is needed.
    /// Negative numbers among unsigned ones are float64.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The type.</param>
    /// <param name="isRounded">Whether whole numbers that are to be doubles may be the nearest of them.</param>
    public static Column? TryWiden(Column column, LogicalType type, bool isRounded = false)
    {
        var from = column.Type.Logical;
        if (from == type)
            return column;
        bool isNumber = from.IsInteger && type.Kind is LogicalKind.Unsigned or LogicalKind.Real;
        if (!isNumber && (type is not LogicalTimestamp || Widening.Join(from, type) != type))
            return null;
        using var values = new NarrowBuffer();
        using var nulls = new NullBits();
        Decode(column, values, nulls);
        if (!isNumber)
            return values.TryMultiply(((LogicalTimestamp)type).TicksPer(from), long.MaxValue) ? IntegerEncoder.Encode(values, nulls, new MomentValues(type.Storage)) : null;
        if (type == LogicalType.Unsigned && values.Min >= 0)
            return IntegerEncoder.Encode(values, nulls, new UnsignedValues());
        bool isUnsigned = from == LogicalType.Unsigned;
        if (!isRounded && !WholeDigits.AreKept(values, isUnsigned))
            return null;
        if (!(isUnsigned && values.Min < 0) && values.TryMultiply(1, NumberText.MaxExact - 1))
            return IntegerEncoder.Encode(values, nulls, new DecimalValues(0));
        var doubles = new double[values.Count];
        WholeDigits.CopyTo(values, isUnsigned, doubles);
        return DoubleEncoder.Encode(MemoryMarshal.AsBytes(doubles.AsSpan()).ToArray(), nulls);
    }

    /// <summary>Takes a column of integers, dates or timestamps apart.</summary>
    private static void Decode(Column column, NarrowBuffer values, NullBits nulls)
    {
        var slots = new long[column.Length];
        for (int row = 0; row < slots.Length; row++)
        {
            if (column.IsValid(row))
                slots[row] = Value(column, row);
            else
                nulls.Set(row);
        }
        values.Append(slots, slots.Length);
    }

    /// <summary>An integer, a day or ticks, which is no null; of an unsigned number its bits.</summary>
    public static long Value(Column column, int row) =>
        column is DictionaryColumn coded ? Value(coded.Values, coded.Code(row)) : ColumnDispatch.Integers<ValueAt, long>(column, new ValueAt(row));

    private readonly struct ValueAt(int row) : IIntegerVisitor<long>
    {
        public long Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => long.CreateTruncating(column.Values[row]);
    }
}
