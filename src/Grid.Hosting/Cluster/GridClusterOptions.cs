using System.Net;

namespace Grid.Hosting;

/// <summary>How a silo takes part in a cluster.</summary>
internal sealed record GridClusterOptions
{
    /// <summary>The folder that the processes of a cluster on one machine share; null where <see cref="Fleet"/> is given.</summary>
    public string? Folder { get; init; }

    /// <summary>The tables through which silos on several machines find one another; null where <see cref="Folder"/> is given.</summary>
    public FleetOptions? Fleet { get; init; }

    /// <summary>The silo's name, never used before in this cluster.</summary>
    public string Name { get; init; } = NewName();

    /// <summary>Where the silo of a folder listens; on loopback only.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The silo's port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>What all silos of a folder must agree on; the first silo lays it down.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the silo's process shows the dashboard; null for nowhere.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Where the silo's process answers clients of Arrow Flight; null for nowhere.</summary>
    public string? Flight { get; init; }

    /// <summary>Where else than for silos and their clients the silo's process takes connections.</summary>
    public IReadOnlyList<SiloListener> Doors { get; init; } = [];

    /// <summary>The release that the silo tells the others; those of other ones refuse it.</summary>
    internal string Release { get; init; } = Grid.Hosting.Release.Current;

    /// <summary>What the silo holds and may hold.</summary>
    public Func<IServiceProvider, SiloLoad> Load { get; init; } = _ => default;

    /// <summary>Bytes that a grain placed by bytes holds on this silo, by its key; 0 while that is not known.</summary>
    public Func<IServiceProvider, string, long> BytesOf { get; init; } = (_, _) => 0;

    /// <summary>Told the keys of grains placed by bytes that have been moved, so that they can be made ready before they are asked.</summary>
    public Func<IGrainFactory, IReadOnlyList<string>, Task> Moved { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>A name that no other silo has.</summary>
    public static string NewName() => $"silo-{Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 4))}";
}
