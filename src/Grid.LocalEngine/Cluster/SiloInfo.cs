namespace Grid.LocalEngine;

/// <summary>A silo of a cluster, as its lease tells.</summary>
public sealed record SiloInfo
{
    /// <summary>Its name; one that starts anew has a new one.</summary>
    public required string Name { get; init; }

    /// <summary>Its process.</summary>
    public required int Process { get; init; }

    /// <summary>Where it listens, as <c>http://127.0.0.1:41000</c>.</summary>
    public required string Address { get; init; }

    /// <summary>The version of the protocol that it speaks.</summary>
    public required int Protocol { get; init; }

    /// <summary>When it joined, in milliseconds of the machine's uptime: the order of the silos.</summary>
    public required long Joined { get; init; }

    /// <summary>Where it is in its life.</summary>
    public SiloState State { get; init; }

    /// <summary>Grains that hold data.</summary>
    public int Partitions { get; init; }

    /// <summary>Bytes that it holds or has reserved.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes that it may hold; 0 for no bound.</summary>
    public long Budget { get; init; }

    /// <summary>Jobs that its compute threads run, or are to run.</summary>
    public int Jobs { get; init; }
}
