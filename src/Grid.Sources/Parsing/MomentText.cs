using System.Runtime.CompilerServices;
using Grid.Arrow;

namespace Grid.Sources;

/// <summary>A date or a timestamp as it is written in a field.</summary>
/// <param name="Seconds">Seconds since 1970-01-01; of UTC where there is a zone.</param>
/// <param name="Nanoseconds">What the fraction adds.</param>
/// <param name="Digits">How many digits the fraction has.</param>
/// <param name="Form">What was written.</param>
internal readonly record struct Moment(long Seconds, int Nanoseconds, int Digits, MomentForm Form)
{
    /// <summary>The coarsest unit that has room for the digits written.</summary>
    public TimeUnit Unit => Digits switch
    {
        0 => TimeUnit.Second,
        <= 3 => TimeUnit.Millisecond,
        <= 6 => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };
}

/// <summary>What a moment was written as.</summary>
internal enum MomentForm
{
    Date,
    Local,
    Utc,
}

/// <summary>
/// Reads dates and timestamps: <c>2017-03-25</c>, with <c>T</c> or a space and <c>08:55</c>, <c>08:55:43</c> or
/// <c>08:55:43.123456789</c>, then <c>Z</c> or an offset or nothing; and as the US write them <c>3/25/2017</c>, with
/// <c>8:55</c> or <c>08:55:43</c> and perhaps <c>AM</c> or <c>PM</c>.
/// </summary>
internal static class MomentText
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> field, out Moment moment)
    {
        moment = default;
        var text = NumberText.Trim(field);
        bool iso = text.Length >= 10 && text[4] == '-';
        if (!(iso ? TryIsoDate(ref text, out long days) : TryUsDate(ref text, out days)))
            return false;
        if (text.Length == 0)
        {
            moment = new Moment(days * 86_400, 0, 0, MomentForm.Date);
            return true;
        }
        if (text[0] != ' ' && !(iso && text[0] is (byte)'T' or (byte)'t'))
            return false;
        text = text[1..];
        if (!TryNumber(ref text, iso ? 2 : 1, 2, out int hour) || !TryMark(ref text, ':') || !TryNumber(ref text, 2, 2, out int minute))
            return false;
        int second = 0, nanoseconds = 0, digits = 0;
        if (TryMark(ref text, ':'))
        {
            if (!TryNumber(ref text, 2, 2, out second))
                return false;
            if (TryMark(ref text, '.') && !TryFraction(ref text, out nanoseconds, out digits))
                return false;
        }
        var form = MomentForm.Local;
        int offset = 0;
        if (iso ? !TryZone(text, ref form, ref offset) : !TryHalfDay(text, ref hour))
            return false;
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        moment = new Moment(days * 86_400 + hour * 3600 + minute * 60 + second - offset, nanoseconds, digits, form);
        return true;
    }

    /// <summary>Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).</summary>
    public static long Days(int year, int month, int day)
    {
        int y = month <= 2 ? year - 1 : year;
        int era = (y >= 0 ? y : y - 399) / 400;
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097L + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    public static bool IsDate(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 && IsLeap(year) ? 29 : DaysOfMonth[month]);

    private static ReadOnlySpan<byte> DaysOfMonth => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    private static bool TryIsoDate(ref ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        if (!TryNumber(ref text, 4, 4, out int year) || !TryMark(ref text, '-') || !TryNumber(ref text, 2, 2, out int month)
            || !TryMark(ref text, '-') || !TryNumber(ref text, 2, 2, out int day) || !IsDate(year, month, day))
        {
            return false;
        }
        days = Days(year, month, day);
        return true;
    }

    private static bool TryUsDate(ref ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        if (!TryNumber(ref text, 1, 2, out int month) || !TryMark(ref text, '/') || !TryNumber(ref text, 1, 2, out int day)
            || !TryMark(ref text, '/') || !TryNumber(ref text, 4, 4, out int year) || !IsDate(year, month, day))
        {
            return false;
        }
        days = Days(year, month, day);
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int fewest, int most, out int value)
    {
        value = 0;
        int digits = 0;
        while (digits < most && digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9')
            value = value * 10 + (text[digits++] - '0');
        text = text[digits..];
        return digits >= fewest;
    }

    private static bool TryMark(ref ReadOnlySpan<byte> text, char mark)
    {
        if (text.Length == 0 || text[0] != mark)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out int nanoseconds, out int digits)
    {
        int before = text.Length;
        bool read = TryNumber(ref text, 1, 9, out nanoseconds);
        digits = before - text.Length;
        for (int i = digits; i < 9; i++)
            nanoseconds *= 10;
        return read;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, ref MomentForm form, ref int offset)
    {
        if (text.Length == 0)
            return true;
        form = MomentForm.Utc;
        if (text[0] == ' ')
            text = text[1..];
        if (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z')
            return true;
        int sign = text.Length > 0 && text[0] == '-' ? -1 : 1;
        if (!TryMark(ref text, '+') && !TryMark(ref text, '-'))
            return false;
        if (!TryNumber(ref text, 2, 2, out int hours))
            return false;
        int minutes = 0;
        if (text.Length > 0)
        {
            TryMark(ref text, ':');
            if (!TryNumber(ref text, 2, 2, out minutes))
                return false;
        }
        offset = sign * (hours * 3600 + minutes * 60);
        return text.Length == 0 && hours <= 15 && minutes <= 59;
    }

    private static bool TryHalfDay(ReadOnlySpan<byte> text, ref int hour)
    {
        if (text.Length == 0)
            return true;
        if (text[0] == ' ')
            text = text[1..];
        if (text.Length != 2 || (text[1] | 0x20) != 'm' || (text[0] | 0x20) is not ('a' or 'p') || hour is < 1 or > 12)
            return false;
        hour = hour % 12 + ((text[0] | 0x20) == 'p' ? 12 : 0);
        return true;
    }
}
