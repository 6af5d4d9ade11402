using System.Net;

namespace Grid.Hosting;

/// <summary>A cluster on several machines, and how a silo is reached there.</summary>
internal sealed record FleetOptions
{
    /// <summary>The silos that work together.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Whose stored states these are.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Where silos find one another, and keep their states.</summary>
    public required FleetStore Store { get; init; }

    /// <summary>Where others reach this silo.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Whether the silo listens on all addresses of its container, and not on <see cref="Address"/> alone.</summary>
    public bool ListensOnAll { get; init; }

    /// <summary>The port for clients.</summary>
    public int GatewayPort { get; init; }

    /// <summary>By what silos and clients know one another; null for they speak without encryption, with anybody.</summary>
    public TlsSource? Tls { get; init; }
}
