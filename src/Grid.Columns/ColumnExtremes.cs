using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>The least and the greatest that values of a column may be, as a column of two; what is found keeps nothing of the column in memory.</summary>
internal static class ColumnExtremes
{
    /// <summary>The extremes; null where they are not found at little cost, and where no value is in an order.</summary>
    public static Column? Of(Column column) => column.NullCount == column.Length ? null : column switch
    {
        DictionaryColumn { IsOrdered: true } coded => OfAscending(coded.Values),
        PrimitiveColumn<double> reals => OfReals(reals),
        PrimitiveColumn<float> or PrimitiveColumn<Int128> => null,
        IPrimitiveColumn => ColumnDispatch.Integers<OfIntegers, Column>(column, default),
        _ => null,
    };

    private static Column? OfAscending(Column values)
    {
        int last = values.Length - 1;
        // The greatest of all is no number.
        if (values is PrimitiveColumn<double> reals && double.IsNaN(reals.Values[last]))
            last--;
        if (last < 0)
            return null;
        return values switch
        {
            Utf8Column texts => ColumnFactory.Utf8(texts.GetString(0), texts.GetString(last)),
            BoolColumn bools => ColumnFactory.Bool(bools.Values[0], bools.Values[last]),
            IPrimitiveColumn numbers => Two(values.Type, numbers.Bytes.Span[..values.Type.ByteWidth], numbers.Bytes.Span.Slice(last * values.Type.ByteWidth, values.Type.ByteWidth)),
            _ => null,
        };
    }

    private static Column? OfReals(PrimitiveColumn<double> column)
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        // NaN is neither below nor above.
        foreach (double value in column.Values)
        {
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }
        return least <= greatest ? Two(column.Type, least, greatest) : null;
    }

    private static Column Two<T>(DataType type, T least, T greatest) where T : unmanaged =>
        Two(type, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in least)), MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in greatest)));

    private static Column Two(DataType type, ReadOnlySpan<byte> least, ReadOnlySpan<byte> greatest) => PrimitiveColumns.Over(type, (byte[])[.. least, .. greatest], null, 0);

    // What lies under nulls takes part, and makes the bounds no narrower.
    private readonly struct OfIntegers : IIntegerVisitor<Column>
    {
        public Column Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            Two(column.Type, TensorPrimitives.Min(column.Values), TensorPrimitives.Max(column.Values));
    }
}
