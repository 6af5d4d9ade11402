using Grid.Columns;

namespace Grid.Query;

/// <summary>Parts of dates and timestamps in the proleptic Gregorian calendar, in UTC where there is a zone. Monday is weekday 0; weeks are those of ISO 8601.</summary>
internal static class CalendarKernel
{
    public static void Apply(Operation part, Vector input, Vector result, int count)
    {
        long perSecond = input.Type is LogicalTimestamp t ? t.TicksPerSecond : 0;
        for (int i = 0; i < count; i++)
        {
            long value = input.Longs[i];
            long days = perSecond == 0 ? value : CalendarDay.FloorDivide(value, 86_400 * perSecond);
            long second = perSecond == 0 ? 0 : (value - days * 86_400 * perSecond) / perSecond;
            result.Longs[i] = part switch
            {
                Operation.Hour => second / 3600,
                Operation.Minute => second / 60 % 60,
                Operation.Second => second % 60,
                Operation.Weekday => Weekday(days),
                Operation.Week => Week(days),
                _ => DatePart(part, days),
            };
        }
    }

    private static long DatePart(Operation part, long days)
    {
        var (year, month, day) = CalendarDay.FromDays(days);
        return part switch
        {
            Operation.Day => day,
            Operation.Month => month,
            Operation.Quarter => (month + 2) / 3,
            Operation.DayOfYear => DayOfYear(days),
            _ => year,
        };
    }

    private static long Weekday(long days) => days + 3 - CalendarDay.FloorDivide(days + 3, 7) * 7;

    // A week is of the year that its Thursday is in.
    private static long Week(long days) => (DayOfYear(days - Weekday(days) + 3) + 6) / 7;

    // Years of 400 are alike, and start with the same day of the week.
    private static long DayOfYear(long days)
    {
        long inCycle = days - CalendarDay.FloorDivide(days, 146_097) * 146_097;
        var (year, _, _) = CalendarDay.FromDays(inCycle);
        return inCycle - CalendarDay.ToDays((int)year, 1, 1) + 1;
    }
}
