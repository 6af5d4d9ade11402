using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>Parts of dates and timestamps in the proleptic Gregorian calendar (H. Hinnant, chrono-compatible date algorithms). Monday is weekday 0.</summary>
internal static class CalendarKernel
{
    public static void Apply(Operation part, Vector input, Vector result, int count)
    {
        long perSecond = input.Type is TimestampType t ? t.TicksPerSecond : 0;
        for (int i = 0; i < count; i++)
        {
            long value = input.Longs[i];
            long days = perSecond == 0 ? value : FloorDivide(value, 86_400 * perSecond);
            long second = perSecond == 0 ? 0 : (value - days * 86_400 * perSecond) / perSecond;
            result.Longs[i] = part switch
            {
                Operation.Hour => second / 3600,
                Operation.Minute => second / 60 % 60,
                Operation.Second => second % 60,
                Operation.Weekday => days + 3 - FloorDivide(days + 3, 7) * 7,
                _ => DatePart(part, days),
            };
        }
    }

    private static long DatePart(Operation part, long days)
    {
        long shifted = days + 719_468;
        long era = FloorDivide(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * dayOfYear + 2) / 153;
        long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        return part switch
        {
            Operation.Day => dayOfYear - (153 * fromMarch + 2) / 5 + 1,
            Operation.Month => month,
            _ => yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
        };
    }

    private static long FloorDivide(long a, long b)
    {
        long quotient = a / b;
        return a % b < 0 ? quotient - 1 : quotient;
    }
}
