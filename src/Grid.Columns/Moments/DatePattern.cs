using System.Buffers;
using System.Text;

namespace Grid.Columns;

/// <summary>A pattern of a date or timestamp in the manner of C's strptime: <c>%d/%m/%Y %H:%M</c>.</summary>
internal sealed class DatePattern
{
    private const string Known = "YymdebBHIMSfpz";

    private static readonly string[] s_months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly SearchValues<byte> s_zone = SearchValues.Create("0123456789+-:UTCZz"u8);

    private readonly (char Directive, byte Literal)[] _parts;
    private readonly MomentForm _form;

    private DatePattern((char Directive, byte Literal)[] parts)
    {
        _parts = parts;
        int At(string directives) => Array.FindIndex(parts, p => directives.Contains(p.Directive));
        IsYearDayMonth = At("Yy") < At("de") && At("de") < At("mbB");
        _form = At("HI") < 0 ? MomentForm.Date : At("z") >= 0 ? MomentForm.Utc : MomentForm.Local;
    }

    /// <summary>Whether the day stands between year and month.</summary>
    public bool IsYearDayMonth { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It has a directive that is not known or is there twice, or does not tell a day or a time.</exception>
    public static DatePattern Parse(string text)
    {
        string whole = text.Replace("%F", "%Y-%m-%d", StringComparison.Ordinal).Replace("%T", "%H:%M:%S", StringComparison.Ordinal)
            .Replace("%R", "%H:%M", StringComparison.Ordinal).Replace("%D", "%m/%d/%y", StringComparison.Ordinal);
        var parts = new List<(char, byte)>();
        var seen = new HashSet<char>();
        for (int i = 0; i < whole.Length; i++)
        {
            char c = whole[i];
            if (c != '%' || whole.AsSpan(i).StartsWith("%%"))
            {
                i += c == '%' ? 1 : 0;
                foreach (byte literal in Encoding.UTF8.GetBytes(c.ToString()))
                    parts.Add(('\0', literal));
                continue;
            }
            char directive = ++i < whole.Length ? whole[i] : '\0';
            if (directive == '\0' || !Known.Contains(directive))
                throw new FormatException($"'{text}': %{(directive == '\0' ? "" : directive)} is not known; known are {string.Join(' ', Known.Select(k => $"%{k}"))} %F %T %R %D %%");
            // Two directives for one thing count as one.
            char thing = directive switch { 'y' => 'Y', 'e' => 'd', 'b' or 'B' => 'm', 'I' => 'H', _ => directive };
            if (!seen.Add(thing))
                throw new FormatException($"'{text}': %{directive} says again what was said before; say it once");
            parts.Add((directive, 0));
        }
        // A Z that ends a pattern is what it says of a time: UTC.
        if (parts[^1] == ('\0', (byte)'Z') && seen.Contains('H') && seen.Add('z'))
            parts[^1] = ('z', 0);
        Check(text, seen, twelve: parts.Contains(('I', 0)));
        return new DatePattern([.. parts]);
    }

    /// <summary>Reads a moment that is all of a text.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out Moment moment)
    {
        moment = default;
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, nanoseconds = 0, digits = 0, offset = 0, half = -1;
        for (int i = 0; i < _parts.Length; i++)
        {
            var (directive, literal) = _parts[i];
            // Numbers side by side have all of their digits.
            int fewest = IsNumber(i - 1) || IsNumber(i + 1) ? 2 : 1;
            bool read = directive switch
            {
                'Y' => MomentParser.TryNumber(ref text, 4, 4, out year),
                'y' => MomentParser.TryNumber(ref text, 2, 2, out year) && (year += year < 69 ? 2000 : 1900) > 0,
                'm' => MomentParser.TryNumber(ref text, fewest, 2, out month),
                'd' or 'e' => MomentParser.TryNumber(ref text, fewest, 2, out day),
                'b' or 'B' => TryMonth(ref text, out month),
                'H' => MomentParser.TryNumber(ref text, fewest, 2, out hour),
                'I' => MomentParser.TryNumber(ref text, fewest, 2, out hour) && hour is >= 1 and <= 12,
                'M' => MomentParser.TryNumber(ref text, fewest, 2, out minute),
                'S' => MomentParser.TryNumber(ref text, fewest, 2, out second),
                'f' => MomentParser.TryFraction(ref text, out nanoseconds, out digits),
                'p' => TryHalf(ref text, out half),
                'z' => TryZone(ref text, out offset),
                _ => text.Length > 0 && text[0] == literal,
            };
            if (!read)
                return false;
            if (directive == '\0')
                text = text[1..];
        }
        if (text.Length > 0 || year == 0 || !CalendarDay.Exists(year, month, day) || hour > 23 || minute > 59 || second > 59)
            return false;
        if (half >= 0)
            hour = hour % 12 + half;
        long seconds = CalendarDay.ToDays(year, month, day) * LogicalTimestamp.SecondsPerDay + hour * 3600 + minute * 60 + second - offset;
        moment = new Moment(seconds, nanoseconds, digits, _form);
        return seconds is >= Moment.FirstSecond and <= Moment.LastSecond;
    }

    private bool IsNumber(int part) => part >= 0 && part < _parts.Length && "YymdeHIMSf".Contains(_parts[part].Directive);

    private static void Check(string text, HashSet<char> seen, bool twelve)
    {
        if (!seen.IsSupersetOf("Ymd"))
            throw new FormatException($"'{text}': a pattern tells year, month and day: %Y or %y, %m or %b, %d");
        string? missing = seen.Contains('p') != twelve ? (twelve ? "%I, an hour of twelve, goes with %p" : "%p goes with %I, an hour of twelve")
            : seen.Contains('M') && !seen.Contains('H') ? "%M goes with %H or %I"
            : seen.Contains('H') && !seen.Contains('M') ? "an hour goes with %M"
            : seen.Contains('S') && !seen.Contains('M') ? "%S goes with %M"
            : seen.Contains('f') && !seen.Contains('S') ? "%f goes with %S"
            : seen.Contains('z') && !seen.Contains('H') ? "%z goes with a time"
            : null;
        if (missing is not null)
            throw new FormatException($"'{text}': {missing}");
    }

    private static bool TryMonth(ref ReadOnlySpan<byte> text, out int month)
    {
        for (month = 1; month <= 12; month++)
        {
            var name = s_months[month - 1].AsSpan();
            if (!StartsWith(text, name[..3]))
                continue;
            text = text[(StartsWith(text, name) ? name.Length : 3)..];
            return true;
        }
        return false;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<char> name) =>
        text.Length >= name.Length && Ascii.EqualsIgnoreCase(text[..name.Length], name);

    private static bool TryHalf(ref ReadOnlySpan<byte> text, out int half)
    {
        half = text.Length >= 2 && (text[0] | 0x20) == 'p' ? 12 : 0;
        bool read = text.Length >= 2 && (text[0] | 0x20) is 'a' or 'p' && (text[1] | 0x20) == 'm';
        text = read ? text[2..] : text;
        return read;
    }

    private static bool TryZone(ref ReadOnlySpan<byte> text, out int offset)
    {
        int length = text.IndexOfAnyExcept(s_zone);
        length = length < 0 ? text.Length : length;
        bool read = MomentParser.TryZone(text[..length], out offset);
        text = text[length..];
        return read;
    }
}
