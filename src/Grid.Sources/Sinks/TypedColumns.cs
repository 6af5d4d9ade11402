using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Gives columns that were read from values, and not from text, the types of their dataset.</summary>
internal static class TypedColumns
{
    /// <summary>A column as a logical type, if that holds its values; else as the type that both join in, which at last is text.</summary>
    /// <param name="column">The column as it was read.</param>
    /// <param name="field">The column of the dataset, of the type that is asked for.</param>
    /// <param name="isGiven">Whether somebody gave that type: whole numbers are then rounded where they become doubles.</param>
    /// <param name="split">Where the column is from.</param>
    /// <param name="notes">Receives why it is text although something else was asked for.</param>
    public static Column As(Column column, Field field, bool isGiven, SourceSplit split, List<SourceNote> notes)
    {
        var (from, type) = (column.Type.Logical, field.Logical);
        if (from == type)
            return column;
        if (column.NullCount == column.Length)
            return NullColumns.Of(type, column.Length);
        var joined = Widening.Join(from, type);
        if (joined == from)
            return column;
        if ((ColumnWidener.TryWiden(column, type, isGiven) ?? (joined == type ? null : ColumnWidener.TryWiden(column, joined))) is { } wider)
            return wider;
        if (type != LogicalType.Text && WithoutRoom(column, type) is { } value)
            notes.Add(TypeNotes.Text(field.Name, type, Encoding.UTF8.GetBytes(value), isQuoted: false, DateFormats.MonthFirst, split.Path, split.FileIndex, offset: -1, numbers: null, comment: null));
        return ValueTexts.Of(column);
    }

    /// <summary>Rows of columns of a dataset, whatever types they have come out with.</summary>
    public static LoadedSplit Loaded(SourceSplit split, Schema asked, Column[] columns, int rows, SourceNotes notes, CsvOptions options)
    {
        var physical = new Schema(asked.Fields.Select((field, i) => field with { Type = columns[i].Type }));
        return new LoadedSplit
        {
            Batches = [new RecordBatch(physical, columns, rows)],
            Schema = physical.Plain(),
            Notes = notes,
            DayFirst = options.DayFirst,
            Rows = rows,
            BytesRead = split.Length,
        };
    }

    /// <summary>The first value that a wider type does not hold; null where there is none.</summary>
    private static string? WithoutRoom(Column column, LogicalType type)
    {
        var from = column.Type.Logical;
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsValid(row) && !ValueRange.Of(ColumnWidener.Value(column, row)).IsHeld(from, type))
                return ValueTexts.At(column, row);
        }
        return null;
    }
}
