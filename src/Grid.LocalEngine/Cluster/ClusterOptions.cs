using System.Net;

namespace Grid.LocalEngine;

/// <summary>How a silo takes part in a cluster of processes on one machine.</summary>
public sealed record ClusterOptions
{
    /// <summary>The folder that the processes of the cluster share: who is there, and what grains store.</summary>
    public required string Folder { get; init; }

    /// <summary>The silo's name, never used before in this folder.</summary>
    public string Name { get; init; } = NewName();

    /// <summary>Where the silo listens. On loopback only: past one machine, the Orleans engine is for use.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>What all silos of the cluster must agree on; the first silo lays it down.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>For how long a silo is taken to be alive after it has renewed its lease.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What the silo holds and may hold; told to the others with the lease.</summary>
    public Func<IServiceProvider, SiloLoad> Load { get; init; } = _ => default;

    /// <summary>Bytes that a grain placed by bytes holds on this silo, by its key; 0 while that is not known.</summary>
    public Func<IServiceProvider, string, long> BytesOf { get; init; } = (_, _) => 0;

    /// <summary>Told the keys of grains placed by bytes that have been moved, so that they can be made ready before they are asked.</summary>
    public Func<IGrainFactory, IReadOnlyList<string>, Task> Moved { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>A name that no other silo has.</summary>
    public static string NewName() => $"silo-{Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 4))}";
}
