using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// What dates that end with the year show of the order of day and month: told apart by kind while a load goes on, in the notes
/// of its splits, and put into words when all is read.
/// </summary>
internal static class DateNotes
{
    /// <summary>A date that is the first of its split and column to show something.</summary>
    public static SourceNote Seen(DateOrders shows, string column, ReadOnlySpan<byte> value, string file, int fileIndex, long offset) => new()
    {
        Kind = shows switch
        {
            DateOrders.DayFirst => NoteKind.DayFirst,
            DateOrders.MonthFirst => NoteKind.MonthFirst,
            _ => NoteKind.DateOrder,
        },
        Column = column,
        Text = column,
        Value = TypeNotes.Cut(value),
        Path = file,
        FileIndex = fileIndex,
        Offset = offset,
    };

    /// <summary>What the dates of a column show.</summary>
    public static DateOrders Orders(SourceNotes notes, string column)
    {
        var orders = DateOrders.None;
        foreach (var note in notes.Items.Where(note => note.Column == column))
        {
            orders |= note.Kind switch
            {
                NoteKind.DayFirst => DateOrders.DayFirst,
                NoteKind.MonthFirst => DateOrders.MonthFirst,
                NoteKind.DateOrder => DateOrders.Ambiguous,
                _ => DateOrders.None,
            };
        }
        return orders;
    }

    /// <summary>The notes with what dates show put into words; a column that is text for another reason has had its say.</summary>
    public static SourceNotes InWords(SourceNotes notes)
    {
        var told = notes.Items.Where(note => !IsOfDates(note)).ToList();
        foreach (var ofColumn in notes.Items.Where(IsOfDates).GroupBy(note => note.Column))
        {
            if (told.Exists(note => note.Column == ofColumn.Key && note.Kind is NoteKind.Text or NoteKind.Digits))
                continue;
            if (InWords([.. ofColumn]) is { } note)
                told.Add(note);
        }
        return new SourceNotes(told);
    }

    /// <summary>Why a column whose type is given cannot be read as that.</summary>
    public static SourceException Conflict(SourceNotes notes, string column, LogicalType type)
    {
        var note = InWords([.. notes.Items.Where(note => note.Column == column && IsOfDates(note))])!;
        string place = note.Line is { } line ? $"line {line}" : $"byte {note.Offset}";
        return new SourceException(
            $"{note.Path}, {place}, column '{column}': '{note.Value}' is not {type} beside dates of the other order; correct the dates, say how they are written (--date-format), or ask for a wider type (utf8 holds anything).",
            note.Path, note.Line, column, note.Value);
    }

    private static bool IsOfDates(SourceNote note) => note.Kind is NoteKind.DateOrder or NoteKind.DayFirst or NoteKind.MonthFirst;

    private static SourceNote? InWords(IReadOnlyList<SourceNote> seen)
    {
        SourceNote? Of(NoteKind kind) => seen.FirstOrDefault(note => note.Kind == kind);
        SourceNote? day = Of(NoteKind.DayFirst), month = Of(NoteKind.MonthFirst), either = Of(NoteKind.DateOrder);
        if (day is not null && month is not null)
        {
            bool isMonthLater = (month.FileIndex, month.Offset).CompareTo((day.FileIndex, day.Offset)) > 0;
            return (isMonthLater ? month : day) with
            {
                Kind = NoteKind.Text,
                Text = isMonthLater
                    ? $"{day.Column} is text because '{day.Value}' has the day first, and '{month.Value}' the month"
                    : $"{day.Column} is text because '{month.Value}' has the month first, and '{day.Value}' the day",
            };
        }
        if (day is not null)
            return day with { Kind = NoteKind.DateOrder, Text = $"dates of {day.Column} read day first because of '{day.Value}'" };
        return month is not null ? null
            : either! with { Text = $"dates of {either!.Column} read month first, such as '{either.Value}'", Option = "--date-format dmy" };
    }
}
