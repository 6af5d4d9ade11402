using Grid.Columns;

namespace Grid.Sources;

/// <summary>Gives columns that were read from values, and not from text, the types of their dataset.</summary>
internal static class TypedColumns
{
    /// <summary>A column as a logical type, if that holds its values; else as the type that both join in, which at last is text.</summary>
    public static Column As(Column column, DataType type)
    {
        var from = column.Type.Logical;
        if (from == type)
            return column;
        if (column.NullCount == column.Length)
            return NullColumns.Of(type, column.Length);
        var joined = Widening.Join(from, type);
        return joined == from ? column : ColumnWidener.TryWiden(column, type) ?? (joined == type ? null : ColumnWidener.TryWiden(column, joined)) ?? ValueTexts.Of(column);
    }

    /// <summary>Rows of columns of a dataset, whatever types they have come out with.</summary>
    public static LoadedSplit Loaded(SourceSplit split, Schema asked, Column[] columns, int rows, SourceNotes notes, CsvOptions options)
    {
        var physical = new Schema(asked.Fields.Select((field, i) => field with { Type = columns[i].Type }));
        return new LoadedSplit
        {
            Batches = [new RecordBatch(physical, columns, rows)],
            Schema = new Schema(physical.Fields.Select(field => field with { Type = field.Type.Logical })),
            Notes = notes,
            DayFirst = options.DayFirst,
            Rows = rows,
            BytesRead = split.Length,
        };
    }
}
