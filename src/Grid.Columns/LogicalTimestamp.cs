namespace Grid.Columns;

/// <summary>Timestamps of a tick and, where one is given, a time zone.</summary>
public sealed record LogicalTimestamp : LogicalType
{
    internal const long SecondsPerDay = 86_400;

    internal LogicalTimestamp(TimeUnit unit, string? timeZone) : base(LogicalKind.Timestamp) => (Unit, TimeZone) = (unit, timeZone);

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

    /// <inheritdoc/>
    public override TimestampType Storage => new(this);

    /// <summary>How many ticks of this type one day of a date, or one tick of a coarser or equal timestamp, is.</summary>
    public long TicksPer(LogicalType coarser) =>
        coarser is LogicalTimestamp timestamp ? TicksPerSecond / timestamp.TicksPerSecond : SecondsPerDay * TicksPerSecond;

    internal static LogicalTimestamp? FindTimestamp(string name)
    {
        if (!name.StartsWith("timestamp[", StringComparison.Ordinal) || !name.EndsWith(']'))
            return null;
        string[] parts = name["timestamp[".Length..^1].Split(", ", 2);
        TimeUnit? unit = parts[0] switch { "s" => TimeUnit.Second, "ms" => TimeUnit.Millisecond, "us" => TimeUnit.Microsecond, "ns" => TimeUnit.Nanosecond, _ => null };
        return unit is { } of ? new LogicalTimestamp(of, parts.Length > 1 ? parts[1] : null) : null;
    }
}
