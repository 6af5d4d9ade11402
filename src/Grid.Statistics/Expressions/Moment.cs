using System.Globalization;
using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>A moment as written in an expression, to the nanosecond.</summary>
/// <param name="Nanoseconds">Since 1970-01-01.</param>
internal readonly record struct Moment(Int128 Nanoseconds)
{
    private static readonly string[] Formats = MakeFormats();

    /// <summary>Reads ISO (<c>2017-03-25 08:55:43.5</c>) and US forms (<c>3/25/2017 8:55 AM</c>), with or without a time.</summary>
    public static Moment? Parse(string text)
    {
        string trimmed = text.Trim();
        return DateTime.TryParseExact(trimmed, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new Moment((Int128)(time.Ticks - DateTime.UnixEpoch.Ticks) * 100)
            : null;
    }

    /// <summary>The last tick of a date or timestamp type that is not after this, and whether it is this.</summary>
    public (Int128 Tick, bool Exact) Floor(DataType type)
    {
        Int128 tick = type is TimestampType t ? 1_000_000_000 / t.TicksPerSecond : 86_400_000_000_000;
        var quotient = Nanoseconds / tick;
        if (quotient * tick > Nanoseconds)
            quotient--;
        return (quotient, quotient * tick == Nanoseconds);
    }

    private static string[] MakeFormats()
    {
        string[] clock = ["", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF"];
        string[] twelve = [" h:mm tt", " h:mm:ss tt", " h:mm:ss.FFFFFFF tt"];
        return
        [
            .. clock.Select(c => "yyyy-M-d" + c),
            .. clock.Skip(1).Select(c => "yyyy-M-dT" + c.TrimStart()),
            .. clock.Concat(twelve).Select(c => "M/d/yyyy" + c),
        ];
    }
}
