using System.Globalization;
using Grid.Columns;
using Grid.Query;

namespace Grid.Cli;

/// <summary>Figures as people read them.</summary>
internal static class Figures
{
    /// <summary>Bytes in decimal units, to three digits: 512 B, 175 kB, 87.0 MB, 10.8 GB, 1.20 TB.</summary>
    public static string Size(double bytes) => ByteSize.Of(bytes);

    /// <summary>So many of something: 1 row, 2,500 rows.</summary>
    public static string Counted(long count, string thing) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A rate in rows, to three digits: 950, 22.7 k, 1.00 M.</summary>
    public static string Rate(double rows) => rows switch
    {
        < 1e3 => rows.ToString("F0", CultureInfo.InvariantCulture),
        < 1e6 => $"{Short(rows / 1e3)} k",
        _ => $"{Short(rows / 1e6)} M",
    };

    /// <summary>Seconds: 0.42 s, 12.3 s.</summary>
    public static string Seconds(double seconds) => $"{seconds.ToString(seconds < 10 ? "F2" : "F1", CultureInfo.InvariantCulture)} s";

    /// <summary>A score: four digits after the point where it is a share or nearly so, else as figures are; a dash where there is none.</summary>
    public static string Score(double score) =>
        double.IsNaN(score) ? "–" : Math.Abs(score) < 10 ? (Math.Round(score, 4) + 0.0).ToString("F4", CultureInfo.InvariantCulture) : FigureText.Of(score);

    private static string Short(double value) => value.ToString(value < 9.995 ? "F2" : value < 99.95 ? "F1" : "N0", CultureInfo.InvariantCulture);
}
