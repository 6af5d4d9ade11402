using System.Globalization;
using System.Text;

namespace Grid.Columns;

/// <summary>
/// The one way that dates and timestamps are read and written. What is written is read back as the same value and type.
/// </summary>
/// <remarks>
/// Read are <c>2017-03-25</c>, also with slashes or dots, and, the year last, <c>3/25/2017</c>, <c>25.03.2017</c> or
/// <c>25-03-2017</c> (<see cref="DateFormats"/>); then, after a space or a <c>T</c>, <c>8:55</c>, <c>08:55:43</c> or
/// <c>08:55:43.123456789</c>, also with a comma, with or without <c>AM</c> or <c>PM</c>; then <c>Z</c>, <c>UTC</c>, or an
/// offset such as <c>+05:30</c>, <c>+0530</c> or <c>+05</c>. Years go from 1 to 9999, in UTC too. There is no 24:00, no second
/// 60, and no tenth digit of a second.
/// <para>
/// Written is ISO 8601: <c>2017-03-25</c>; <c>2017-03-25T08:55:43</c> with three, six or nine digits of the second where the unit
/// is ms, us or ns, zeros included; and <c>Z</c> where there is a zone. Years beyond those that are read have a sign or
/// more than four digits.
/// </para>
/// </remarks>
public static class MomentText
{
    /// <summary>More letters than any moment has.</summary>
    public const int Longest = 48;

    /// <summary>Reads a moment; blanks around it do not count.</summary>
    /// <param name="text">UTF-8 text.</param>
    /// <param name="formats">How dates are written.</param>
    /// <param name="moment">The moment.</param>
    /// <returns>False where the text is none.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, DateFormats formats, out Moment moment) => MomentParser.TryParse(text, formats, out moment);

    /// <summary>Reads a moment; blanks around it do not count.</summary>
    /// <param name="text">The text.</param>
    /// <param name="formats">How dates are written.</param>
    /// <returns>Null where the text is none.</returns>
    public static Moment? Parse(string text, DateFormats formats) =>
        MomentParser.TryParse(Encoding.UTF8.GetBytes(text), formats, out var moment) ? moment : null;

    /// <summary>Writes the days of a date32, or the ticks of a timestamp.</summary>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public static string Of(LogicalType type, long value) => Of(Moment.Of(type, value));

    /// <summary>Writes a moment.</summary>
    public static string Of(Moment moment)
    {
        Span<char> text = stackalloc char[Longest];
        return new string(text[..Write(text, moment)]);
    }

    /// <summary>Writes the days of a date32, or the ticks of a timestamp, as UTF-8.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The days or ticks.</param>
    /// <param name="utf8">Where to; <see cref="Longest"/> bytes are enough.</param>
    /// <returns>How many bytes it takes.</returns>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public static int Format(LogicalType type, long value, Span<byte> utf8)
    {
        Span<char> text = stackalloc char[Longest];
        int length = Write(text, Moment.Of(type, value));
        for (int i = 0; i < length; i++)
            utf8[i] = (byte)text[i];
        return length;
    }

    private static int Write(Span<char> text, Moment moment)
    {
        long day = CalendarDay.FloorDivide(moment.Seconds, LogicalTimestamp.SecondsPerDay);
        int length = WriteDate(text, day);
        if (moment.Form == MomentForm.Date)
            return length;
        text[length++] = 'T';
        length += WriteTime(text[length..], (int)(moment.Seconds - day * LogicalTimestamp.SecondsPerDay));
        if (moment.Digits > 0)
        {
            text[length++] = '.';
            WriteDigits(text.Slice(length, 9), moment.Nanoseconds);
            length += moment.Digits;
        }
        if (moment.Form == MomentForm.Utc)
            text[length++] = 'Z';
        return length;
    }

    private static int WriteDate(Span<char> text, long days)
    {
        var (year, month, day) = CalendarDay.FromDays(days);
        int length;
        if (year is >= 0 and <= 9999)
            WriteDigits(text[..(length = 4)], (int)year);
        else
            year.TryFormat(text, out length, year > 0 ? "+0" : "0000", CultureInfo.InvariantCulture);
        text[length] = '-';
        WriteDigits(text.Slice(length + 1, 2), month);
        text[length + 3] = '-';
        WriteDigits(text.Slice(length + 4, 2), day);
        return length + 6;
    }

    private static int WriteTime(Span<char> text, int second)
    {
        WriteDigits(text[..2], second / 3600);
        text[2] = ':';
        WriteDigits(text.Slice(3, 2), second / 60 % 60);
        text[5] = ':';
        WriteDigits(text.Slice(6, 2), second % 60);
        return 8;
    }

    private static void WriteDigits(Span<char> text, int value)
    {
        for (int i = text.Length - 1; i >= 0; i--, value /= 10)
            text[i] = (char)('0' + value % 10);
    }
}
