using Grid.Columns;

namespace Grid.Query;

/// <summary>Brings days and ticks to a finer tick; moments out of its range become its first or last.</summary>
internal static class TimeScale
{
    /// <summary>How many ticks of <paramref name="to"/> one of <paramref name="from"/> is; 1 where there is nothing to do.</summary>
    public static long Factor(LogicalType from, LogicalType to) => (from, to) switch
    {
        ({ Kind: LogicalKind.Date or LogicalKind.Timestamp }, LogicalTimestamp t) => t.TicksPer(from),
        _ => 1,
    };

    /// <summary>Whether days or ticks of two types are of different lengths.</summary>
    public static bool Differ(LogicalType a, LogicalType b) => a != b && (a.Kind != b.Kind || ((LogicalTimestamp)a).Unit != ((LogicalTimestamp)b).Unit);

    public static void Apply(LogicalType from, LogicalType to, Span<long> values)
    {
        long factor = Factor(from, to);
        if (factor == 1)
            return;
        foreach (ref long value in values)
            value = (long)Int128.Clamp((Int128)value * factor, long.MinValue, long.MaxValue);
    }
}
