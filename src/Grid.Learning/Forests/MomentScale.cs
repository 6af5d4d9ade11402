using Grid.Columns;

namespace Grid.Learning;

/// <summary>Days and ticks of a table's column as the days or ticks that a model learned from: the same moments, whatever they count in.</summary>
/// <remarks>What is finer than the model's unit stays as its fraction; a date is its midnight.</remarks>
internal readonly struct MomentScale
{
    private readonly long _up, _down;

    private MomentScale(long up, long down) => (_up, _down) = (up, down);

    /// <summary>The scale from one type to another: both dates or timestamps.</summary>
    public static MomentScale Of(LogicalType from, LogicalType to)
    {
        long given = TicksPerDay(from), learned = TicksPerDay(to);
        return given < learned ? new MomentScale(learned / given, 1) : new MomentScale(1, given / learned);
    }

    /// <summary>A moment in the model's unit, rounded as the model's own were.</summary>
    public double Convert(long ticks)
    {
        if (_down == 1)
            return (double)((Int128)ticks * _up);
        var (whole, rest) = Math.DivRem(ticks, _down);
        return whole + (double)rest / _down;
    }

    private static long TicksPerDay(LogicalType type) => type is LogicalTimestamp timestamp ? timestamp.TicksPerSecond * 86_400 : 1;
}
