using System.Net;

namespace Grid.Hosting;

/// <summary>Where a silo takes connections of other silos and of clients, and who may come.</summary>
internal static class SiloPorts
{
    /// <summary>They as the silo tells of them.</summary>
    public static IEnumerable<SiloListener> Of(IServiceProvider services, GridClusterOptions options, ILocalSiloDetails self)
    {
        var sockets = services.GetService<FolderSockets>();
        // A silo that is a host's own has what its host has set up.
        var (isTls, openedBy) = sockets is not null ? (false, "owner") : options.Fleet is not { } fleet ? (false, "") : fleet.Tls is not null ? (true, "certificate") : (false, "anybody");
        foreach (var (who, address) in new[] { ("silos", self.SiloAddress), ("clients", self.GatewayAddress) })
        {
            if (address?.Endpoint is { Port: > 0 } endpoint)
                yield return new SiloListener(who, sockets?.PathOf(endpoint.Port) ?? $"{(options.Fleet is { ListensOnAll: true } ? new IPEndPoint(IPAddress.Any, endpoint.Port) : endpoint)}", isTls, openedBy);
        }
    }
}
