using System.Globalization;

namespace Grid.Columns;

/// <summary>Numbers of bytes as people read them: the one way in which all messages and tables write them.</summary>
public static class ByteSize
{
    /// <summary>Bytes in decimal units, to three digits: 512 B, 175 kB, 87.0 MB, 10.8 GB, 1.20 TB.</summary>
    public static string Of(double bytes)
    {
        if (bytes < 999.5)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B");
        var (value, unit) = bytes < 999.5e3 ? (bytes / 1e3, "kB") : bytes < 999.5e6 ? (bytes / 1e6, "MB") : bytes < 999.5e9 ? (bytes / 1e9, "GB") : (bytes / 1e12, "TB");
        return $"{value.ToString(value < 9.995 ? "F2" : value < 99.95 ? "F1" : "N0", CultureInfo.InvariantCulture)} {unit}";
    }
}
