namespace Grid.Arrow;

/// <summary>How dates are written that do not start with the year.</summary>
public sealed class DateFormats
{
    private DateFormats(bool monthFirst, bool dayFirst) => (ReadsMonthFirst, ReadsDayFirst) = (monthFirst, dayFirst);

    /// <summary>The month first, as in the US.</summary>
    public static DateFormats MonthFirst { get; } = new(monthFirst: true, dayFirst: false);

    /// <summary>The day first, as in most of the world.</summary>
    public static DateFormats DayFirst { get; } = new(monthFirst: false, dayFirst: true);

    /// <summary>The month first, and where that is no date, the day: for a look at what there is.</summary>
    public static DateFormats Either { get; } = new(monthFirst: true, dayFirst: true);

    internal bool ReadsMonthFirst { get; }

    internal bool ReadsDayFirst { get; }
}
