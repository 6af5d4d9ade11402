using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Hosting;
using Orleans.Serialization.Configuration;
using Orleans.Statistics;
using Polly.Registry;

namespace Grid.Hosting;

/// <summary>Sets Orleans up for a silo that is a cluster by itself, within a process: what serves to find and to watch others is left out.</summary>
internal static class LoneHosting
{
    // Part of the silo's name in Orleans; nothing listens there.
    private const int NominalPort = 11_111;

    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    // Whose messages no lone silo sends, as nothing of them is registered there.
    private static readonly HashSet<string> Unused = ["Orleans.Dashboard", "Orleans.Dashboard.Abstractions", "Orleans.Reminders", "Orleans.Clustering.Redis", "Orleans.Persistence.Redis", "Orleans.Persistence.Memory"];

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
        // It keeps in mind where grains of other silos are.
        silo.Configure<GrainDirectoryOptions>(o => o.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.None);
        silo.Services.Replace(ServiceDescriptor.Singleton<IEnvironmentStatisticsProvider, NoStatistics>());
        silo.Services.Replace(ServiceDescriptor.Singleton<ResiliencePipelineProvider<string>, NoRetries>());
        ConfigureTypes(silo.Services);
        var none = new NoListenerFactory();
        foreach (var listener in silo.Services.Where(s => s.IsKeyedService && s.ServiceType == typeof(IConnectionListenerFactory)).ToArray())
        {
            silo.Services.Remove(listener);
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory>(listener.ServiceKey, none);
        }
    }

    /// <summary>Keeps states in memory, for as long as the silo runs.</summary>
    public static void KeepStates(ISiloBuilder silo, string name) =>
        silo.Services.AddGrainStorage(name, (services, _) => new HeldStates(services.GetRequiredService<Orleans.Serialization.DeepCopier>()));

    // Names of types come from nobody else, so that a list of those that may come serves for nothing.
    private static void ConfigureTypes(IServiceCollection services)
    {
        services.PostConfigure<TypeManifestOptions>(o => o.AllowAllTypes = true);
        foreach (var manifest in services.Where(s => s.ServiceType == typeof(IConfigureOptions<TypeManifestOptions>) && s.ImplementationType is { } type && Unused.Contains(type.Assembly.GetName().Name!)).ToArray())
            services.Remove(manifest);
    }
}
