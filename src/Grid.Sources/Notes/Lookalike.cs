using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Texts that whoever wrote them hardly meant for texts: dates that may be of several orders or have names of months, times of day, numbers of other bases.</summary>
internal static class Lookalike
{
    /// <summary>The options of a date that may have the day first or the month.</summary>
    public const string EitherOrder = "--date-format dmy, or mdy";

    /// <summary>What is said of dates that are not written as was given.</summary>
    public const string OtherFormat = "not written as --date-format says";

    private const int LongestMoment = 40;

    // Orders first, which go with all marks and with years of two digits.
    private static readonly (string Option, DateFormats Formats)[] s_formats =
    [
        .. new[]
        {
            "dmy", "mdy", "ymd", "%d %b %Y", "%d %b %y", "%b %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%b/%Y", "%Y-%b-%d", "%d. %b %Y",
            "%d %b %Y %H:%M:%S", "%d-%b-%Y %H:%M:%S", "%d-%b-%y %H:%M:%S", "%b %d, %Y %H:%M:%S", "%b %d, %Y %I:%M %p", "%d/%b/%Y:%H:%M:%S %z", "%d %b %Y %H:%M",
            "%d.%m.%Y %H.%M", "%Y-%m-%dT%H%M%S", "%Y-%m-%dT%H%M%SZ", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ", "%Y%m%d %H:%M:%S", "%Y-%m-%d_%H:%M:%S", "%Y-%m-%d-%H:%M:%S", "%Y:%m:%d %H:%M:%S",
        }.Select(option => (option, DateFormats.Parse([option]))),
    ];

    // Moments that are whole numbers as well, by how many digits they have.
    private static readonly (int Length, string Option)[] s_digits = [(8, "%Y%m%d"), (14, "%Y%m%d%H%M%S"), (12, "%Y%m%d%H%M")];

    /// <summary>What a text looks like, to stand behind "'…' ", and the option that reads it as that; null for a text that is plainly one.</summary>
    /// <param name="field">The text.</param>
    /// <param name="dates">How dates are written.</param>
    public static (string What, string? Option)? Of(ReadOnlySpan<byte> field, DateFormats dates)
    {
        field = NumberText.Trim(field);
        if (field.Length is 0 or > LongestMoment)
            return null;
        if (Base(field) is { } number)
            return (number, null);
        int digits = 0;
        foreach (byte b in field)
            digits += b is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        return digits < 3 ? null : Moment(field, dates) ?? (IsTime(field) ? ("is a time without a day, and there is no type for that", null)
            : IsOfNoDay(field) ? ("is no moment", null) : null);
    }

    /// <summary>How a value that a column of moments could not read is read, to stand before other advice; empty where it is no moment.</summary>
    /// <param name="field">The value.</param>
    /// <param name="type">The column's type.</param>
    public static string Format(ReadOnlySpan<byte> field, LogicalType type)
    {
        if (type is not (LogicalTimestamp or { Kind: LogicalKind.Date }))
            return "";
        field = NumberText.Trim(field);
        int length = field.Length;
        string? option = s_digits.Where(digits => digits.Length == length).Select(digits => digits.Option).FirstOrDefault();
        if (option is null || !MomentText.TryParse(field, DateFormats.Parse([option]), out _))
            return Moment(field, DateFormats.MonthFirst) is (_, { } shown) ? $"say how it is written ({shown}), " : "";
        return $"say how it is written (--date-format \"{option}\"), ";
    }

    private static (string What, string? Option)? Moment(ReadOnlySpan<byte> field, DateFormats dates)
    {
        if (!dates.IsGiven && MomentText.TryParse(field, DateFormats.Either, out _))
            return null;
        string? found = null;
        foreach (var (option, formats) in s_formats)
        {
            if (!MomentText.TryParse(field, formats, out _))
                continue;
            if (found is null)
                found = option;
            else if (found == "dmy" && option == "mdy")
                return (Looks(dates), EitherOrder);
        }
        return found is null ? null : (Looks(dates), $"--date-format {ShellWord.Of(found)}");
    }

    private static string Looks(DateFormats dates) => dates.IsGiven ? $"looks like a date, and is {OtherFormat}" : "looks like a date";

    private static bool IsTime(ReadOnlySpan<byte> field) =>
        MomentText.TryParse(Encoding.ASCII.GetBytes($"2000-01-01 {Encoding.UTF8.GetString(field)}"), DateFormats.MonthFirst, out _);

    // Written as a date is, with year, month and day, and there is no such day; zeros or nines throughout stand for none.
    private static bool IsOfNoDay(ReadOnlySpan<byte> field)
    {
        var day = field.IndexOfAny((byte)'T', (byte)' ') is > 0 and var end ? field[..end] : field;
        int first = day.IndexOfAny("-/."u8);
        if (first is not (1 or 2 or 4))
            return false;
        byte mark = day[first];
        var rest = day[(first + 1)..];
        int second = rest.IndexOf(mark);
        if (second is not (1 or 2))
            return false;
        var last = rest[(second + 1)..];
        bool isDay = first == 4 ? last.Length is 1 or 2 && mark != '.' : last.Length == 4;
        return isDay && !MomentText.TryParse(field, DateFormats.Either, out _) && IsDigits(day[..first]) && IsDigits(rest[..second]) && IsDigits(last) && day.ContainsAnyExcept(mark, day[0]);
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => text.Length > 0 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static string? Base(ReadOnlySpan<byte> field)
    {
        var digits = field[0] is (byte)'-' or (byte)'+' ? field[1..] : field;
        if (digits is [(byte)'0', var mark, _, ..] && (mark | 0x20) is 'x' or 'b' or 'o')
        {
            string known = (mark | 0x20) switch { 'x' => "0123456789abcdef", 'b' => "01", _ => "01234567" };
            foreach (byte b in digits[2..])
            {
                if (!known.Contains((char)(b is >= (byte)'A' and <= (byte)'F' ? b | 0x20 : b)))
                    return null;
            }
            return $"is a number of base {known.Length}, and numbers are read in base 10 alone";
        }
        if (digits.Contains((byte)'_') && digits[0] is >= (byte)'0' and <= (byte)'9')
        {
            byte[] without = [.. digits.ToArray().Where(b => b != '_')];
            return NumberText.TryParse(without, out _) ? "has underscores, and numbers are read without" : null;
        }
        return null;
    }
}
