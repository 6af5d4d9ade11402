using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Moments cut down to a step of time, and to their day. A step that starts before the first moment of the type fails, and so does one that starts before
/// the year 1 of a moment that does not: what is written of it could not be read.
/// </summary>
internal static class MomentStepKernel
{
    // 1970-01-05 is a Monday.
    private const long FirstMonday = 4;
    private const long SecondsOfDay = 86_400;

    public static void Apply(TimeStep step, Vector input, Vector result, int count)
    {
        long ticksOfDay = TicksOfDay(input.Type);
        var first = (Int128)(Moment.FirstSecond / SecondsOfDay) * ticksOfDay;
        if (step.Months > 0)
        {
            for (int i = 0; i < count; i++)
                Put(input, first, result, i, count, Months(CalendarDay.FloorDivide(input.Longs[i], ticksOfDay), step.Months) * ticksOfDay);
            return;
        }
        var length = step.In(input.Type)!.Value;
        Int128 origin = step.IsWeeks ? FirstMonday * (Int128)ticksOfDay : 0;
        if (length <= long.MaxValue && !step.IsWeeks)
        {
            long whole = (long)length;
            for (int i = 0; i < count; i++)
                Put(input, first, result, i, count, CalendarDay.FloorDivide(input.Longs[i], whole) * (Int128)whole);
            return;
        }
        for (int i = 0; i < count; i++)
        {
            Int128 value = input.Longs[i] - origin, rest = value % length;
            Put(input, first, result, i, count, value - (rest < 0 ? rest + length : rest) + origin);
        }
    }

    public static void Days(Vector input, Vector result, int count)
    {
        long ticksOfDay = TicksOfDay(input.Type);
        for (int i = 0; i < count; i++)
            Put(result.Type, result, i, count, CalendarDay.FloorDivide(input.Longs[i], ticksOfDay));
    }

    private static long TicksOfDay(LogicalType type) => type is LogicalTimestamp t ? t.TicksPer(LogicalType.Date) : 1;

    private static Int128 Months(long days, int months)
    {
        var (year, month, _) = CalendarDay.FromDays(days);
        long index = CalendarDay.FloorDivide((year - 1970) * 12 + month - 1, months) * months;
        long of = 1970 + CalendarDay.FloorDivide(index, 12);
        // Far beyond all days that a date has room for.
        return of is < int.MinValue / 2 or > int.MaxValue / 2 ? Int128.MinValue / TimeSpan.TicksPerDay / 1_000_000
            : CalendarDay.ToDays((int)of, (int)(index - CalendarDay.FloorDivide(index, 12) * 12) + 1, 1);
    }

    private static void Put(Vector input, Int128 first, Vector result, int row, int count, Int128 value)
    {
        Put(input.Type, result, row, count, value);
        if (value < first && input.Longs[row] >= first)
            result.Fail(row, count);
    }

    private static void Put(LogicalType type, Vector result, int row, int count, Int128 value)
    {
        bool holds = type.Kind == LogicalKind.Date ? value >= int.MinValue && value <= int.MaxValue : value >= long.MinValue && value <= long.MaxValue;
        result.Longs[row] = holds ? (long)value : 0;
        if (!holds)
            result.Fail(row, count);
    }
}
