using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Decides for whole columns whether day or month is first in dates that end with the year: the day if some date of the column
/// shows that and none the contrary, text if dates show both, else the month.
/// </summary>
public static class DateDecision
{
    /// <summary>Decides by what all splits have shown.</summary>
    /// <param name="schema">The join of the splits' types.</param>
    /// <param name="ofSplits">The notes of the splits, merged.</param>
    /// <param name="options">The options under which they were read.</param>
    /// <returns>The types and options under which the splits are the same table; where these are others than before, splits are to be widened.</returns>
    /// <exception cref="SourceException">A column whose type is given has dates of both orders.</exception>
    public static (Schema Schema, CsvOptions Options) Settle(Schema schema, SourceNotes ofSplits, CsvOptions options)
    {
        var fields = schema.Fields.ToArray();
        var dayFirst = new List<string>(options.DayFirst);
        for (int i = 0; i < fields.Length; i++)
        {
            var orders = fields[i].Logical.Kind is LogicalKind.Date or LogicalKind.Timestamp ? DateNotes.Orders(ofSplits, fields[i].Name) : DateOrders.None;
            if (orders.HasFlag(DateOrders.DayFirst | DateOrders.MonthFirst))
                fields[i] = !IsGiven(options, fields[i].Name) ? fields[i] with { Type = DataType.Utf8 } : throw DateNotes.Conflict(ofSplits, fields[i].Name, fields[i].Logical);
            else if (orders.HasFlag(DateOrders.DayFirst) && !dayFirst.Contains(fields[i].Name))
                dayFirst.Add(fields[i].Name);
        }
        return (new Schema(fields), dayFirst.Count == options.DayFirst.Count ? options : options with { DayFirst = dayFirst });
    }

    /// <summary>Whether a split that was read under some options is read again for the order of dates under others.</summary>
    /// <param name="ofSplit">The notes of the split.</param>
    /// <param name="before">The options then.</param>
    /// <param name="settled">The options of <see cref="Settle"/>.</param>
    public static bool ReadsAgain(SourceNotes ofSplit, CsvOptions before, CsvOptions settled) =>
        settled.DayFirst.Except(before.DayFirst).Any(column => DateNotes.Orders(ofSplit, column) == DateOrders.Ambiguous);

    internal static bool IsGiven(CsvOptions options, string column) => options.Schema is { } types && types.IndexOf(column) >= 0;
}
