using System.Runtime.CompilerServices;

namespace Grid.Columns;

/// <summary>Reads moments of every form that <see cref="MomentText"/> tells.</summary>
internal static class MomentParser
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> field, DateFormats formats, out Moment moment)
    {
        moment = default;
        var text = field.Trim((byte)' ');
        if (formats.HasPatterns && TryPatterns(text, formats, out moment))
            return true;
        if (!TryDate(ref text, formats, out long days, out var orders))
            return false;
        if (text.Length == 0)
        {
            moment = new Moment(days * LogicalTimestamp.SecondsPerDay, 0, 0, MomentForm.Date) { Orders = orders };
            return true;
        }
        if (text[0] is not ((byte)' ' or (byte)'T' or (byte)'t'))
            return false;
        text = text[1..];
        if (!TryTime(ref text, out int second, out int nanoseconds, out int digits))
            return false;
        var form = text.Length == 0 ? MomentForm.Local : MomentForm.Utc;
        int offset = 0;
        if (text.Length > 0 && !TryZone(text, out offset))
            return false;
        long seconds = days * LogicalTimestamp.SecondsPerDay + second - offset;
        moment = new Moment(seconds, nanoseconds, digits, form) { Orders = orders };
        return seconds is >= Moment.FirstSecond and <= Moment.LastSecond;
    }

    private static bool TryPatterns(ReadOnlySpan<byte> text, DateFormats formats, out Moment moment)
    {
        foreach (var pattern in formats.Patterns)
        {
            if (pattern.TryRead(text, out moment))
                return true;
        }
        moment = default;
        return false;
    }

    /// <summary>Three numbers with one mark between them, the year first or last and of four digits, or of two where that is said.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryDate(ref ReadOnlySpan<byte> text, DateFormats formats, out long days, out DateOrders orders)
    {
        (days, orders) = (0, DateOrders.None);
        var start = text;
        if (!TryNumber(ref text, 1, 4, out int first) || text.Length == 0)
            return false;
        int length = start.Length - text.Length;
        byte mark = text[0];
        if (mark is not ((byte)'-' or (byte)'/' or (byte)'.') || length == 3)
            return false;
        text = text[1..];
        if (!TryNumber(ref text, 1, 2, out int second) || !TryMark(ref text, mark))
            return false;
        bool yearFirst = length == 4;
        int before = text.Length;
        if (!TryNumber(ref text, yearFirst ? 1 : 2, yearFirst ? 2 : 4, out int third))
            return false;
        if (!yearFirst && before - text.Length != 4)
        {
            if (!formats.ReadsShortYears || before - text.Length != 2)
                return false;
            // An order that names neither day nor month first has the year first.
            yearFirst = !formats.ReadsMonthFirst && !formats.ReadsDayFirst;
            if (yearFirst)
                first += first < 69 ? 2000 : 1900;
            else
                third += third < 69 ? 2000 : 1900;
        }
        else if (yearFirst && !formats.ReadsYearFirst)
        {
            return false;
        }
        // A number of a version or of an account has single digits between its marks as well.
        bool isPadded = start.Length - text.Length == 10;
        if (!formats.IsGiven && !isPadded && (mark == '.' || (mark == '-' && !yearFirst)))
            return false;
        int year = yearFirst ? first : third;
        if (year == 0)
            return false;
        if (yearFirst)
        {
            days = CalendarDay.ToDays(year, second, third);
            return CalendarDay.Exists(year, second, third);
        }
        bool monthFirst = CalendarDay.Exists(year, first, second), dayFirst = CalendarDay.Exists(year, second, first);
        if (first != second)
            orders = !monthFirst ? DateOrders.DayFirst : dayFirst ? DateOrders.Ambiguous : DateOrders.MonthFirst;
        monthFirst &= formats.ReadsMonthFirst;
        days = monthFirst ? CalendarDay.ToDays(year, first, second) : CalendarDay.ToDays(year, second, first);
        return monthFirst || (dayFirst && formats.ReadsDayFirst);
    }

    /// <summary>Hour and minute, perhaps second and fraction, perhaps the half of the day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryTime(ref ReadOnlySpan<byte> text, out int seconds, out int nanoseconds, out int digits)
    {
        (seconds, nanoseconds, digits) = (0, 0, 0);
        if (!TryNumber(ref text, 1, 2, out int hour) || !TryMark(ref text, (byte)':') || !TryNumber(ref text, 2, 2, out int minute))
            return false;
        int second = 0;
        if (TryMark(ref text, (byte)':'))
        {
            if (!TryNumber(ref text, 2, 2, out second))
                return false;
            if ((TryMark(ref text, (byte)'.') || TryMark(ref text, (byte)',')) && !TryFraction(ref text, out nanoseconds, out digits))
                return false;
        }
        if (!TryHalfDay(ref text, ref hour))
            return false;
        seconds = hour * 3600 + minute * 60 + second;
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNumber(ref ReadOnlySpan<byte> text, int fewest, int most, out int value)
    {
        value = 0;
        int digits = 0;
        while (digits < most && digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9')
            value = value * 10 + (text[digits++] - '0');
        text = text[digits..];
        return digits >= fewest;
    }

    public static bool TryFraction(ref ReadOnlySpan<byte> text, out int nanoseconds, out int digits)
    {
        int before = text.Length;
        bool read = TryNumber(ref text, 1, 9, out nanoseconds);
        digits = before - text.Length;
        for (int i = digits; i < 9; i++)
            nanoseconds *= 10;
        return read;
    }

    /// <summary>All of a text as a zone; its offset from UTC in seconds.</summary>
    public static bool TryZone(ReadOnlySpan<byte> text, out int offset)
    {
        offset = 0;
        if (text is [(byte)' ', ..])
            text = text[1..];
        if (text is [(byte)'Z' or (byte)'z'] || text.SequenceEqual("UTC"u8))
            return true;
        int sign = text is [(byte)'-', ..] ? -1 : 1;
        if (!TryMark(ref text, (byte)'+') && !TryMark(ref text, (byte)'-'))
            return false;
        if (!TryNumber(ref text, 2, 2, out int hours))
            return false;
        int minutes = 0;
        if (text.Length > 0)
        {
            TryMark(ref text, (byte)':');
            if (!TryNumber(ref text, 2, 2, out minutes))
                return false;
        }
        offset = sign * (hours * 3600 + minutes * 60);
        return text.Length == 0 && hours <= 15 && minutes <= 59;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMark(ref ReadOnlySpan<byte> text, byte mark)
    {
        if (text.Length == 0 || text[0] != mark)
            return false;
        text = text[1..];
        return true;
    }

    /// <summary>AM or PM, if it is there; false where the hour is then none.</summary>
    private static bool TryHalfDay(ref ReadOnlySpan<byte> text, ref int hour)
    {
        int at = text is [(byte)' ', ..] ? 1 : 0;
        if (text.Length < at + 2 || (text[at + 1] | 0x20) != 'm' || (text[at] | 0x20) is not ('a' or 'p'))
            return true;
        if (hour is < 1 or > 12)
            return false;
        hour = hour % 12 + ((text[at] | 0x20) == 'p' ? 12 : 0);
        text = text[(at + 2)..];
        return true;
    }
}
