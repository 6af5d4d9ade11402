using System.Globalization;

namespace Grid.Dashboard.Pages;

/// <summary>Times as people read them.</summary>
internal static class Moments
{
    /// <summary>How long it was: 12 s, 3 min, 5 h, 2 d.</summary>
    public static string Ago(TimeSpan time)
    {
        var (value, unit) = time switch
        {
            { TotalSeconds: < 60 } => (Math.Max(0, time.TotalSeconds), "s"),
            { TotalMinutes: < 60 } => (time.TotalMinutes, "min"),
            { TotalHours: < 48 } => (time.TotalHours, "h"),
            _ => (time.TotalDays, "d"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(value):0} {unit}");
    }

    /// <summary>A time of the day, universal.</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
