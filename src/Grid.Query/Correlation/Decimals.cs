namespace Grid.Query;

/// <summary>
/// Values that are decimals of a few places, as amounts are: held as doubles, but whole numbers of a unit. Whether a value is one depends on the value
/// alone, and so does not change with the rows around it.
/// </summary>
internal static class Decimals
{
    /// <summary>The most places after the point.</summary>
    public const int Places = 6;

    private static readonly double[] s_units = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

    // Beyond this, whole numbers of the least unit are no doubles.
    private static readonly double s_most = Math.ScaleB(1, 53) / s_units[Places];

    /// <summary>How many units one is.</summary>
    public static double Unit(int places) => s_units[places];

    /// <summary>With how many places all values are decimals, at least so many; below zero where one is none. Infinities are left out.</summary>
    public static int PlacesOf(ReadOnlySpan<double> values, int places)
    {
        double unit = s_units[places];
        foreach (double value in values)
        {
            if (Math.Round(value * unit) / unit == value && Math.Abs(value) < s_most)
                continue;
            if (!double.IsFinite(value))
                continue;
            if (Math.Abs(value) >= s_most)
                return -1;
            do
            {
                if (++places > Places)
                    return -1;
                unit = s_units[places];
            }
            while (Math.Round(value * unit) / unit != value);
        }
        return places;
    }
}
