namespace Grid.Abstractions;

/// <summary>A silo of a cluster, as it tells of itself.</summary>
[GenerateSerializer, Immutable, Alias("Grid.SiloInfo")]
public sealed record SiloInfo
{
    /// <summary>Its name; one that starts anew has a new one.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Its process.</summary>
    [Id(1)]
    public required int Process { get; init; }

    /// <summary>Where it listens, as <c>10.0.3.7:11111</c>, or a socket in the cluster's folder.</summary>
    [Id(2)]
    public required string Address { get; init; }

    /// <summary>When it joined, in ticks of universal time: the order of the silos.</summary>
    [Id(3)]
    public required long Joined { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(4)]
    public SiloState State { get; init; }

    /// <summary>Grains that hold data.</summary>
    [Id(5)]
    public int Partitions { get; init; }

    /// <summary>Bytes that it holds or has reserved.</summary>
    [Id(6)]
    public long Bytes { get; init; }

    /// <summary>Bytes that it may hold; 0 for no bound.</summary>
    [Id(7)]
    public long Budget { get; init; }

    /// <summary>The release of Grid that it runs, as <c>0.1.0</c>; empty while it has not told it.</summary>
    [Id(8)]
    public string Release { get; init; } = "";

    /// <summary>Jobs that its compute threads run, or are to run.</summary>
    [Id(9)]
    public int Jobs { get; init; }

    /// <summary>Where a browser finds the cluster's dashboard at this silo; in a cluster folder with the secret that opens it. Null where it has none.</summary>
    [Id(10)]
    public string? Dashboard { get; init; }

    /// <summary>Where clients of Arrow Flight find the silo, as <c>grpc://127.0.0.1:4711</c>; null where they do not.</summary>
    [Id(11)]
    public string? Flight { get; init; }

    /// <summary>Bytes among <see cref="Bytes"/> that it lets go of when something else needs the room, as they can be had again.</summary>
    [Id(12)]
    public long Reclaimable { get; init; }

    /// <summary>For how many milliseconds its compute threads have had no job.</summary>
    [Id(13)]
    public long Idle { get; init; }

    /// <summary>Where its process takes connections, from whom; empty while it has not told it.</summary>
    [Id(14)]
    public IReadOnlyList<SiloListener> Listeners { get; init; } = [];

    /// <summary>Bytes that it may still hold.</summary>
    public long Left => Math.Max(0, Budget - Bytes + Reclaimable);
}
