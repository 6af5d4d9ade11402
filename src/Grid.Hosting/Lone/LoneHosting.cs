using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Grid.Hosting;

/// <summary>Sets Orleans up for a silo that is a cluster by itself, within a process: what serves to find and to watch others is left out.</summary>
internal static class LoneHosting
{
    // Part of the silo's name in Orleans; nothing listens there.
    private const int NominalPort = 11_111;

    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    public static void Configure(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IMembershipTable, LoneMembership>();
        silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (IPAddress.Loopback, NominalPort, 0));
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.LivenessEnabled = false;
            (o.TableRefreshTimeout, o.IAmAliveTablePublishTimeout) = (Never, Never);
            o.DefunctSiloCleanupPeriod = null;
        });
        silo.Configure<DeploymentLoadPublisherOptions>(o => o.DeploymentLoadPublisherRefreshTime = Never);
        var none = new NoListenerFactory();
        foreach (var listener in silo.Services.Where(s => s.IsKeyedService && s.ServiceType == typeof(IConnectionListenerFactory)).ToArray())
        {
            silo.Services.Remove(listener);
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory>(listener.ServiceKey, none);
        }
    }
}
