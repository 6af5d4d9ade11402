using System.Globalization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// A length of time that moments are cut down to: <c>15 minutes</c>, <c>day</c>, <c>2 weeks</c>. Steps of a fixed length are counted
/// from 1970-01-01, weeks from the Monday after it, months, quarters and years from January 1970.
/// </summary>
/// <param name="Months">Its months, where it is of months.</param>
/// <param name="Nanoseconds">Its length, where it has a fixed one.</param>
/// <param name="IsWeeks">Whether it starts on Mondays.</param>
/// <param name="Text">As it is written.</param>
internal sealed record TimeStep(int Months, Int128 Nanoseconds, bool IsWeeks, string Text)
{
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;
    private const int Most = 1_000_000;

    private static readonly (string[] Names, int Months, long Nanoseconds)[] Units =
    [
        (["nanosecond", "ns"], 0, 1), (["microsecond", "us"], 0, 1_000), (["millisecond", "ms"], 0, 1_000_000),
        (["second", "s", "sec"], 0, Second), (["minute", "min", "t"], 0, 60 * Second), (["hour", "h", "hr"], 0, 3_600 * Second),
        (["day", "d"], 0, Day), (["week", "w"], 0, 7 * Day), (["month", "mo", "mon"], 1, 0), (["quarter", "q"], 3, 0), (["year", "y", "yr"], 12, 0),
    ];

    /// <summary>The units in full.</summary>
    public static IEnumerable<string> UnitNames => Units.Select(u => u.Names[0]);

    /// <summary>Reads a step; null where the text is none.</summary>
    public static TimeStep? Parse(string text)
    {
        string trimmed = text.Trim();
        int digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        int count = 1;
        if (digits > 0 && (!int.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > Most))
            return null;
        string word = trimmed[digits..].Trim().ToLowerInvariant();
        string unit = word.Length > 3 && word.EndsWith('s') ? word[..^1] : word;
        foreach (var (names, months, nanoseconds) in Units)
        {
            if (names.Contains(unit, StringComparer.Ordinal))
                return new TimeStep(months * count, (Int128)nanoseconds * count, nanoseconds == 7 * Day, $"{count} {names[0]}{(count == 1 ? "" : "s")}");
        }
        return null;
    }

    /// <summary>
    /// The step in days or ticks of a type; 1 where every value stands on a step already, and null where steps fall between its
    /// values. It means nothing of months.
    /// </summary>
    public Int128? In(LogicalType type)
    {
        Int128 tick = type is LogicalTimestamp t ? Second / t.TicksPerSecond : Day;
        return Nanoseconds % tick == 0 ? Nanoseconds / tick : tick % Nanoseconds == 0 ? 1 : null;
    }
}
