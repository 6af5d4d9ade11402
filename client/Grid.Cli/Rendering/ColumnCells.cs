using System.Numerics;
using Grid.Columns;
using Grid.Query;

namespace Grid.Cli;

/// <summary>Reads a column of any encoding value by value, for printing.</summary>
internal static class ColumnCells
{
    /// <summary>The value of each row.</summary>
    public static Func<int, Scalar> Of(Column column)
    {
        var read = column switch
        {
            DictionaryColumn dictionary => OfDictionary(dictionary),
            BoolColumn c => i => Scalar.Bool(c.Values[i]),
            Utf8Column c => i => Scalar.Text(c.GetString(i)),
            PrimitiveColumn<double> c => i => Scalar.Float64(c.Values[i]),
            PrimitiveColumn<float> c => i => Scalar.Float64(c.Values[i]),
            PrimitiveColumn<ulong> c => i => Scalar.UInt64(c.Values[i]),
            PrimitiveColumn<long> { Type: TimestampType type } c => i => Scalar.Timestamp(type.Moments, c.Values[i]),
            PrimitiveColumn<int> { Type.Id: TypeId.Date32 } c => i => Scalar.Date(c.Values[i]),
            { Type.IsInteger: true } => ColumnDispatch.Integers<WholeCells, Func<int, Scalar>>(column, default),
            _ => throw new NotSupportedException($"A column of {column.Type} cannot be printed."),
        };
        return column.NullCount == 0 ? read : i => column.IsValid(i) ? read(i) : Scalar.Null;
    }

    private static Func<int, Scalar> OfDictionary(DictionaryColumn column)
    {
        var value = Of(column.Values);
        Scalar[] values = [.. Enumerable.Range(0, column.Values.Length).Select(value)];
        return i => values[column.Code(i)];
    }

    private readonly struct WholeCells : IIntegerVisitor<Func<int, Scalar>>
    {
        public Func<int, Scalar> Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => i => Scalar.Int64(long.CreateTruncating(column.Values[i]));
    }
}
