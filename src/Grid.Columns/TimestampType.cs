namespace Grid.Columns;

/// <summary>A timestamp with its tick and, where one is given, its time zone.</summary>
public sealed record TimestampType : DataType
{
    internal const long SecondsPerDay = 86_400;

    internal TimestampType(TimeUnit unit, string? timeZone) : base(TypeId.Timestamp) => (Unit, TimeZone) = (unit, timeZone);

    /// <summary>The tick.</summary>
    public TimeUnit Unit { get; }

    /// <summary>An IANA name or an offset; null for local times of no stated zone.</summary>
    public string? TimeZone { get; }

    /// <summary>Ticks in one second.</summary>
    public long TicksPerSecond => Unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Millisecond => 1_000,
        TimeUnit.Microsecond => 1_000_000,
        _ => 1_000_000_000,
    };

    /// <summary>How many ticks of this type one day of date32, or one tick of a coarser or equal timestamp, is.</summary>
    public long TicksPer(DataType coarser) =>
        coarser is TimestampType timestamp ? TicksPerSecond / timestamp.TicksPerSecond : SecondsPerDay * TicksPerSecond;

    private protected override string Describe()
    {
        string unit = Unit switch
        {
            TimeUnit.Second => "s",
            TimeUnit.Millisecond => "ms",
            TimeUnit.Microsecond => "us",
            _ => "ns",
        };
        return TimeZone is null ? $"timestamp[{unit}]" : $"timestamp[{unit}, {TimeZone}]";
    }
}
