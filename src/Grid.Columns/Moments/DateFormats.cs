namespace Grid.Columns;

/// <summary>
/// How dates are written. Those that start with a year of four digits are read in any case; those that end with it, in one
/// order of day and month or as patterns say.
/// </summary>
public sealed class DateFormats
{
    private readonly DatePattern[] _patterns = [];

    private DateFormats(bool monthFirst, bool dayFirst) => (ReadsMonthFirst, ReadsDayFirst) = (monthFirst, dayFirst);

    private DateFormats(string? order, DatePattern[] patterns)
    {
        _patterns = patterns;
        (IsGiven, ReadsMonthFirst, ReadsDayFirst) = (true, order == "mdy", order == "dmy");
        ReadsShortYears = order is not null;
        // A pattern such as %Y-%d-%m and ISO 8601 would part a column in two.
        ReadsYearFirst = !patterns.Any(p => p.IsYearDayMonth);
    }

    /// <summary>The month first, as in the US.</summary>
    public static DateFormats MonthFirst { get; } = new(monthFirst: true, dayFirst: false);

    /// <summary>The day first, as in most of the world.</summary>
    public static DateFormats DayFirst { get; } = new(monthFirst: false, dayFirst: true);

    /// <summary>The month first, and where that is no date, the day: for a look at what there is.</summary>
    public static DateFormats Either { get; } = new(monthFirst: true, dayFirst: true);

    /// <summary>Those that start with a year of four digits, and no others.</summary>
    public static DateFormats YearFirst { get; } = new(monthFirst: false, dayFirst: false);

    /// <summary>Whether it was said how dates are written, so that no other order is looked for.</summary>
    public bool IsGiven { get; }

    /// <summary>Whether there are patterns.</summary>
    public bool HasPatterns => _patterns.Length > 0;

    internal bool ReadsMonthFirst { get; }

    internal bool ReadsDayFirst { get; }

    internal bool ReadsYearFirst { get; } = true;

    /// <summary>Whether years of two digits are read: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068, as POSIX has it.</summary>
    internal bool ReadsShortYears { get; }

    internal ReadOnlySpan<DatePattern> Patterns => _patterns;

    /// <summary>
    /// Reads how dates are written: one of the orders <c>mdy</c>, <c>dmy</c> and <c>ymd</c>, which go with any of the marks
    /// <c>- / .</c> and with years of four or two digits; and patterns of C's strptime, such as <c>%d/%m/%Y %H:%M</c>.
    /// With patterns and no order, dates that start with the year and those of the patterns are all that is read.
    /// </summary>
    /// <exception cref="FormatException">A text is neither, or there are two orders; the message says which, and what is expected.</exception>
    public static DateFormats Parse(IReadOnlyList<string> texts)
    {
        string? order = null;
        var patterns = new List<DatePattern>();
        foreach (string text in texts)
        {
            if (text.ToLowerInvariant() is ("mdy" or "dmy" or "ymd") and var word)
            {
                if (order is not null && order != word)
                    throw new FormatException($"'{order}' and '{word}': one order of day, month and year can be named; say the rest in patterns such as %d/%m/%Y");
                order = word;
            }
            else if (text.Contains('%', StringComparison.Ordinal))
            {
                patterns.Add(DatePattern.Parse(text));
            }
            else
            {
                throw new FormatException($"'{text}': expected mdy, dmy, ymd, or a pattern such as '%d/%m/%Y' or '%d.%m.%Y %H:%M:%S'{Advice(text)}");
            }
        }
        return new DateFormats(order, [.. patterns]);
    }

    // What spreadsheets and Java write as dd/MM/yyyy.
    private static string Advice(string text) =>
        text.Contains('y', StringComparison.OrdinalIgnoreCase) && text.Contains('d', StringComparison.OrdinalIgnoreCase)
            ? "; %Y is the year, %m the month, %d the day, %H:%M:%S the time" : "";
}
