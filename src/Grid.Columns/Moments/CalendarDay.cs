using System.Runtime.CompilerServices;

namespace Grid.Columns;

/// <summary>Days of the proleptic Gregorian calendar, in both directions (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).</summary>
public static class CalendarDay
{
    private static ReadOnlySpan<byte> DaysOfMonth => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Whether there is such a day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Exists(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 && IsLeap(year) ? 29 : DaysOfMonth[month]);

    /// <summary>The days from 1970-01-01 to a day, negative before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToDays(int year, int month, int day)
    {
        int y = month <= 2 ? year - 1 : year;
        int era = (y >= 0 ? y : y - 399) / 400;
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097L + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /// <summary>The day that is so many days after 1970-01-01. There is a year 0, and negative ones are before it.</summary>
    public static (long Year, int Month, int Day) FromDays(long days)
    {
        long shifted = days + 719_468;
        long era = FloorDivide(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * dayOfYear + 2) / 153;
        int month = (int)(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9);
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, (int)(dayOfYear - (153 * fromMarch + 2) / 5 + 1));
    }

    /// <summary>The greatest whole number that is not above the quotient.</summary>
    /// <param name="a">Any number.</param>
    /// <param name="b">A positive one.</param>
    public static long FloorDivide(long a, long b)
    {
        long quotient = a / b;
        return a % b < 0 ? quotient - 1 : quotient;
    }

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
