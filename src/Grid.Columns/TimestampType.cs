namespace Grid.Columns;

/// <summary>Ticks of a timestamp as 64-bit integers.</summary>
public sealed record TimestampType : DataType
{
    internal TimestampType(LogicalTimestamp moments) : base(TypeId.Timestamp) => Moments = moments;

    /// <summary>What the ticks are.</summary>
    public LogicalTimestamp Moments { get; }

    /// <summary>The tick.</summary>
    public TimeUnit Unit => Moments.Unit;

    /// <summary>An IANA name or an offset; null for local times of no stated zone.</summary>
    public string? TimeZone => Moments.TimeZone;

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
