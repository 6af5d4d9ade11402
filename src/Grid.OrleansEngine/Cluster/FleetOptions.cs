using System.Net;

namespace Grid.OrleansEngine;

/// <summary>The DynamoDB tables of a cluster on several machines, and how a silo is reached there.</summary>
public sealed record FleetOptions
{
    /// <summary>The silos that work together.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Whose stored states these are.</summary>
    public required string ServiceId { get; init; }

    /// <summary>The table in which silos find one another.</summary>
    public required string Table { get; init; }

    /// <summary>The table of stored states.</summary>
    public required string StateTable { get; init; }

    /// <summary>The region's name, or the address of an emulator.</summary>
    public required string Service { get; init; }

    /// <summary>Whether tables that are not there are made, with billing on demand.</summary>
    public bool CreateTables { get; init; }

    /// <summary>Where others reach this silo.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Whether the silo listens on all addresses of its container, and not on <see cref="Address"/> alone.</summary>
    public bool ListensOnAll { get; init; }

    /// <summary>The port for clients.</summary>
    public int GatewayPort { get; init; }
}
