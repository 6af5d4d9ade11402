using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Grid.Silo;

/// <summary>What anybody who reaches a door may take of the process before it is known who he is. Sizes and times of heads are bounded by the server itself.</summary>
internal static class DoorLimits
{
    /// <summary>Connections at once; those beyond are cut.</summary>
    public const int Connections = 1_000;

    /// <summary>Bounds a server.</summary>
    public static void Set(KestrelServerOptions server) => (server.Limits.MaxConcurrentConnections, server.Limits.MaxConcurrentUpgradedConnections) = (Connections, Connections);
}
