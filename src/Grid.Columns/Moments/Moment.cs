using System.Runtime.CompilerServices;

namespace Grid.Columns;

/// <summary>A date or a timestamp, to the nanosecond, whatever column it stands in.</summary>
/// <param name="Seconds">Seconds since 1970-01-01T00:00:00, rounded down; of UTC where there is a zone.</param>
/// <param name="Nanoseconds">What the fraction of the second adds, 0 to 999,999,999.</param>
/// <param name="Digits">How many digits of the fraction are written or held: 0 to 9.</param>
/// <param name="Form">What it says of time and zone.</param>
public readonly record struct Moment(long Seconds, int Nanoseconds, int Digits, MomentForm Form)
{
    /// <summary>00:00 of the first day that is read from text, 0001-01-01.</summary>
    public const long FirstSecond = -62_135_596_800;

    /// <summary>The last second that is read from text, of 9999-12-31.</summary>
    public const long LastSecond = 253_402_300_799;

    internal const int Billion = 1_000_000_000;

    /// <summary>What the text shows of the order that day and month were written in.</summary>
    public DateOrders Orders { get; init; }

    /// <summary>The coarsest unit that has room for the digits.</summary>
    public TimeUnit Unit => Digits switch
    {
        0 => TimeUnit.Second,
        <= 3 => TimeUnit.Millisecond,
        <= 6 => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };

    /// <summary>The narrowest type that holds it as it is written: date32, or a timestamp of its unit, in UTC where it has a zone.</summary>
    public LogicalType Type => Form switch
    {
        MomentForm.Date => LogicalType.Date,
        MomentForm.Local => LogicalType.Timestamp(Unit),
        _ => LogicalType.Timestamp(Unit, "UTC"),
    };

    /// <summary>The moment of a date32 (in days) or a timestamp (in ticks) of a type.</summary>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public static Moment Of(LogicalType type, long value)
    {
        if (type.Kind == LogicalKind.Date)
            return new Moment(value * LogicalTimestamp.SecondsPerDay, 0, 0, MomentForm.Date);
        if (type is not LogicalTimestamp timestamp)
            throw new ArgumentException($"{type} is neither date32 nor a timestamp.", nameof(type));
        long perSecond = timestamp.TicksPerSecond;
        long seconds = CalendarDay.FloorDivide(value, perSecond);
        int nanoseconds = (int)((value - seconds * perSecond) * (Billion / perSecond));
        return new Moment(seconds, nanoseconds, 3 * (int)timestamp.Unit, timestamp.TimeZone is null ? MomentForm.Local : MomentForm.Utc);
    }

    /// <summary>
    /// The days of a date32, or the ticks of a timestamp, that are exactly this moment. Times of no zone and instants are not
    /// converted into one another, and a date is 00:00 of its day among times of no zone.
    /// </summary>
    /// <returns>False, and the value means nothing, where the type has no such value: it is too coarse, out of the type's range, or of another zone.</returns>
    /// <exception cref="ArgumentException">The type is neither date32 nor a timestamp.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryConvert(LogicalType type, out long value)
    {
        bool zoned = (type as LogicalTimestamp)?.TimeZone is not null;
        // What is read has room in 64 bits down to microseconds.
        if (type is LogicalTimestamp { Unit: < TimeUnit.Nanosecond } timestamp && Seconds is >= FirstSecond and <= LastSecond)
        {
            long perSecond = timestamp.TicksPerSecond;
            value = Seconds * perSecond;
            if (Nanoseconds == 0)
                return zoned == (Form == MomentForm.Utc);
            long perTick = Billion / perSecond;
            value += Nanoseconds / perTick;
            return Nanoseconds % perTick == 0 && zoned == (Form == MomentForm.Utc);
        }
        var (tick, exact) = Floor(type);
        value = type.Kind == LogicalKind.Date ? (int)tick : (long)tick;
        return exact && tick == value && zoned == (Form == MomentForm.Utc);
    }

    /// <summary>The last day or tick of a date or timestamp type that is not after this moment, whatever the zone, and whether it is this moment.</summary>
    /// <exception cref="ArgumentException">The type is neither date32 nor a timestamp.</exception>
    public (Int128 Tick, bool Exact) Floor(LogicalType type)
    {
        if (type.Kind == LogicalKind.Date)
        {
            long day = CalendarDay.FloorDivide(Seconds, LogicalTimestamp.SecondsPerDay);
            return (day, day * LogicalTimestamp.SecondsPerDay == Seconds && Nanoseconds == 0);
        }
        if (type is not LogicalTimestamp timestamp)
            throw new ArgumentException($"{type} is neither date32 nor a timestamp.", nameof(type));
        int perTick = (int)(Billion / timestamp.TicksPerSecond);
        return ((Int128)Seconds * timestamp.TicksPerSecond + Nanoseconds / perTick, Nanoseconds % perTick == 0);
    }

    /// <summary>As <see cref="MomentText"/> writes it.</summary>
    public override string ToString() => MomentText.Of(this);
}
