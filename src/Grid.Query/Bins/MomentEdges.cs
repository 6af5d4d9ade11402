using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The edges of bins of days and ticks. They are moments of the values' own type where all of them fall on its ticks, else of the coarsest
/// finer unit that holds them, else of the finest that there is, to its nearest tick.
/// </summary>
internal sealed class MomentEdges : TickEdges
{
    private readonly Int128 _first;
    private readonly Int128 _span;

    private MomentEdges(LogicalType type, ulong least, ulong[] starts, Int128 first, Int128 span) : base(type, least, starts) => (_first, _span) = (first, span);

    /// <summary>Edges from the least to the greatest key. A single moment is given a tick a bin, and no bin is narrower than the finest tick.</summary>
    public static new MomentEdges Between(LogicalType type, KeyRange range, int bins)
    {
        Int128 low = ScalarKey.ToLong(range.Least), high = ScalarKey.ToLong(range.Most);
        Int128 most = type.Kind == LogicalKind.Date ? int.MaxValue : long.MaxValue;
        var finest = Units(type, low, high)[^1];
        Int128 needed = low == high ? bins : (bins + Factor(type, finest) - 1) / Factor(type, finest);
        if (high - low < needed)
        {
            high = Int128.Min(low + needed, most);
            low = high - needed;
        }
        ulong least = ScalarKey.OfLong((long)low);
        return new MomentEdges(type, least, Starts(0, high - low, 1, bins), low, high - low);
    }

    public override Scalar[] ToScalars()
    {
        var units = Units(Type, _first, _first + _span);
        var unit = units.FirstOrDefault(u => Enumerable.Range(1, Bins - 1).All(i => _span * i * Factor(Type, u) % Bins == 0)) ?? units[^1];
        Int128 factor = Factor(Type, unit);
        return [.. Enumerable.Range(0, Bins + 1).Select(i => ScalarKey.FromInteger(unit, (long)(_first * factor + (2 * _span * i * factor + Bins) / (2 * Bins))))];
    }

    // The type itself and the finer ones whose range has room for both ends, coarsest first.
    private static List<LogicalType> Units(LogicalType type, Int128 low, Int128 high)
    {
        var own = type as LogicalTimestamp;
        var units = new List<LogicalType> { type };
        foreach (var unit in Enum.GetValues<TimeUnit>().Order())
        {
            var finer = LogicalType.Timestamp(unit, own?.TimeZone);
            if (own is not null && unit <= own.Unit)
                continue;
            Int128 factor = TimeScale.Factor(type, finer);
            if (low * factor >= long.MinValue && high * factor <= long.MaxValue)
                units.Add(finer);
        }
        return units;
    }

    private static Int128 Factor(LogicalType from, LogicalType to) => from == to ? 1 : TimeScale.Factor(from, to);
}
