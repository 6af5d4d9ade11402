namespace Grid.Client;

/// <summary>How far a load has come.</summary>
public sealed record LoadProgress
{
    /// <summary>Bytes of the source that are read.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Bytes of the source in all.</summary>
    public required long BytesTotal { get; init; }

    /// <summary>Rows in the partitions that are loaded.</summary>
    public required long Rows { get; init; }

    /// <summary>How many partitions are loaded.</summary>
    public required int PartitionsReady { get; init; }

    /// <summary>How many partitions there are.</summary>
    public required int Partitions { get; init; }

    /// <summary>Bytes of memory that the loaded partitions hold; where they are read when they are asked for, those that all would take.</summary>
    public required long BytesHeld { get; init; }

    /// <summary>Whether columns are read when they are asked for, be it that all would fit in memory or not.</summary>
    public bool IsLazy { get; init; }

    /// <summary>Why partitions are read when they are asked for; null where all are in memory, or would fit.</summary>
    public LoadOnDemand? OnDemand { get; init; }

    /// <summary>How long it has taken so far; in all, once it is done.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether all is loaded.</summary>
    public required bool IsDone { get; init; }

    /// <summary>Between 0 and 1, by bytes of the source.</summary>
    public double Share => IsDone ? 1 : BytesTotal == 0 ? 0 : (double)BytesRead / BytesTotal;

    /// <summary>About how much longer it takes, by the bytes of the source; null where that cannot be told yet.</summary>
    public TimeSpan? Left => IsDone ? TimeSpan.Zero : BytesRead == 0 || BytesTotal == 0 ? null : Elapsed * ((double)Math.Max(0, BytesTotal - BytesRead) / BytesRead);

    /// <summary>Rows loaded per second of loading.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Rows / Elapsed.TotalSeconds : 0;

    /// <summary>Bytes of the source read per second of loading.</summary>
    public double BytesPerSecond => Elapsed > TimeSpan.Zero ? BytesRead / Elapsed.TotalSeconds : 0;

    internal static LoadProgress From(DatasetStatus status) => new()
    {
        BytesRead = status.BytesRead,
        BytesTotal = status.BytesTotal,
        Rows = status.Rows,
        PartitionsReady = status.PartitionsReady,
        Partitions = status.Partitions,
        BytesHeld = status.BytesHeld,
        IsLazy = status.IsLazy,
        OnDemand = status.OnDemand is { } demand ? new LoadOnDemand(demand.Needed, demand.Given, demand.Cache) : null,
        Elapsed = TimeSpan.FromSeconds(status.Seconds),
        IsDone = status.Phase == DatasetPhase.Ready,
    };
}
