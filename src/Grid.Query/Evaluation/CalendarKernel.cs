using Grid.Columns;

namespace Grid.Query;

/// <summary>Parts of dates and timestamps in the proleptic Gregorian calendar, in UTC where there is a zone. Monday is weekday 0.</summary>
internal static class CalendarKernel
{
    public static void Apply(Operation part, Vector input, Vector result, int count)
    {
        long perSecond = input.Type is TimestampType t ? t.TicksPerSecond : 0;
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
                Operation.Weekday => days + 3 - CalendarDay.FloorDivide(days + 3, 7) * 7,
                _ => DatePart(part, days),
            };
        }
    }

    private static long DatePart(Operation part, long days)
    {
        var (year, month, day) = CalendarDay.FromDays(days);
        return part == Operation.Day ? day : part == Operation.Month ? month : year;
    }
}
