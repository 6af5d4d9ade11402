using System.Numerics;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Presents rows of a plain column as a <see cref="Vector"/> of the dataset's logical type.</summary>
internal static class ColumnDecoder
{
    public static void Decode(Column column, int start, int count, Vector result)
    {
        result.Reset(count);
        CopyValidity(column, start, count, result);
        switch (column)
        {
            case PrimitiveColumn<double> c:
                c.Values.Slice(start, count).CopyTo(result.Doubles);
                break;
            case PrimitiveColumn<float> c:
                Widen(c.Values.Slice(start, count), result.Doubles);
                break;
            case BoolColumn c:
                Bits(c, start, count, result);
                break;
            case Utf8Column c:
                result.Text = c.Data;
                c.Offsets.Slice(start, count).CopyTo(result.Starts);
                c.Offsets.Slice(start + 1, count).CopyTo(result.Ends);
                break;
            case DictionaryColumn:
                throw new NotSupportedException($"A column of {column.Type} is not plain.");
            default:
                ColumnDispatch.Integers<WholeNumbers, bool>(column, new WholeNumbers(start, count, result));
                break;
        }
    }

    private readonly struct WholeNumbers(int start, int count, Vector result) : IIntegerVisitor<bool>
    {
        public bool Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            Integers(column, start, count, result);
            return true;
        }
    }

    private static void CopyValidity(Column column, int start, int count, Vector result)
    {
        if (column.Validity is not { } validity || column.NullCount == 0)
            return;
        var valid = result.Nullable(count);
        var slice = validity.Slice(start, count);
        for (int w = 0; w < valid.Length; w++)
            valid[w] = slice.Word(w << 6);
    }

    private static void Integers<T>(PrimitiveColumn<T> column, int start, int count, Vector result) where T : unmanaged, IBinaryInteger<T>
    {
        var values = column.Values.Slice(start, count);
        if (result.Type.Kind == LogicalKind.Real)
        {
            Widen(values, result.Doubles);
            return;
        }
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong))
            MemoryMarshal.Cast<T, long>(values).CopyTo(result.Longs);
        else
            Widen(values, result.Longs);
        TimeScale.Apply(column.Type.Logical, result.Type, result.Longs.AsSpan(0, count));
    }

    private static void Widen<TFrom, TTo>(ReadOnlySpan<TFrom> values, TTo[] result) where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo>
    {
        for (int i = 0; i < values.Length; i++)
            result[i] = TTo.CreateTruncating(values[i]);
    }

    private static void Bits(BoolColumn column, int start, int count, Vector result)
    {
        var slice = column.Values.Slice(start, count);
        for (int w = 0; w < Vector.Words(count); w++)
        {
            ulong word = slice.Word(w << 6);
            if (result.Type.Kind == LogicalKind.Bool)
            {
                result.Bits[w] = word;
                continue;
            }
            for (int i = w << 6; i < Math.Min(count, (w + 1) << 6); i++, word >>= 1)
            {
                if (result.Type.Kind == LogicalKind.Real)
                    result.Doubles[i] = word & 1;
                else
                    result.Longs[i] = (long)(word & 1);
            }
        }
    }
}
