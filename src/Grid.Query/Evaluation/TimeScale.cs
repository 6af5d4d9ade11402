using Grid.Columns;

namespace Grid.Query;

/// <summary>Brings days and ticks to a finer tick; moments out of its range become its first or last.</summary>
internal static class TimeScale
{
    /// <summary>How many ticks of <paramref name="to"/> one of <paramref name="from"/> is; 1 where there is nothing to do.</summary>
    public static long Factor(DataType from, DataType to) => (from, to) switch
    {
        ({ Id: TypeId.Date32 or TypeId.Timestamp }, TimestampType t) => t.TicksPer(from),
        _ => 1,
    };

    /// <summary>Whether days or ticks of two types are of different lengths.</summary>
    public static bool Differ(DataType a, DataType b) => a != b && (a.Id != b.Id || ((TimestampType)a).Unit != ((TimestampType)b).Unit);

    public static void Apply(DataType from, DataType to, Span<long> values)
    {
        long factor = Factor(from, to);
        if (factor == 1)
            return;
        foreach (ref long value in values)
            value = (long)Int128.Clamp((Int128)value * factor, long.MinValue, long.MaxValue);
    }
}
