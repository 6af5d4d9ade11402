using System.Globalization;
using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Writes the values of loaded columns as text, the shortest that reads back as the same value.</summary>
internal static class ValueTexts
{
    /// <summary>A column as one of text.</summary>
    public static Column Of(Column column)
    {
        if (column.Type.Logical == LogicalType.Text)
            return column;
        using var sink = new TextSink { ExpectedRows = column.Length };
        var texts = column is DictionaryColumn { Values: var values } ? Enumerable.Range(0, values.Length).Select(i => Bytes(values, i)).ToArray() : null;
        Span<long> code = stackalloc long[1];
        for (int row = 0; row < column.Length; row++)
        {
            byte[] text = [];
            if (column.IsValid(row))
                text = column is DictionaryColumn coded ? texts![coded.Code(row)] : Bytes(column, row);
            else
                sink.Nulls.Set(row);
            code[0] = sink.IsPlain || !column.IsValid(row) ? 0 : sink.CodeOf(text);
            if (code[0] < 0)
                sink.BecomePlain();
            if (sink.IsPlain)
                sink.AppendPlain(text);
            else
                sink.AppendCodes(code);
        }
        return sink.Finish();
    }

    /// <summary>A value, which is no null, as text.</summary>
    public static string At(Column column, int row) => column switch
    {
        DictionaryColumn c => At(c.Values, c.Code(row)),
        BoolColumn c => c.Values[row] ? "true" : "false",
        PrimitiveColumn<double> c => c.Values[row].ToString("R", CultureInfo.InvariantCulture),
        PrimitiveColumn<ulong> c => c.Values[row].ToString(CultureInfo.InvariantCulture),
        { Type: TimestampType or { Id: TypeId.Date32 } } => MomentText.Of(column.Type.Logical, ColumnWidener.Value(column, row)),
        _ => ColumnWidener.Value(column, row).ToString(CultureInfo.InvariantCulture),
    };

    private static byte[] Bytes(Column column, int row) => Encoding.UTF8.GetBytes(At(column, row));
}
