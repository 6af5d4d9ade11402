using System.Net;

namespace Grid.Hosting;

/// <summary>Starts silos and clients of a cluster on several machines.</summary>
internal static class FleetHosting
{
    // Where all tasks run, somebody else has had them started at most; a fleet that is broken is told of so much sooner.
    private static readonly TimeSpan OthersWake = TimeSpan.FromSeconds(30);

    /// <summary>Joins the fleet.</summary>
    /// <param name="settings">Which, and how.</param>
    /// <param name="name">The silo's name, never used before in the fleet.</param>
    /// <param name="hasDoors">Whether the process shows the dashboard (<see cref="SiloDashboard"/>) under <c>/dashboard</c> of <see cref="FleetSettings.WebPort"/>, and answers clients of Arrow Flight on <see cref="FleetSettings.FlightPort"/>.</param>
    /// <param name="configure">Adds services, such as loggers.</param>
    /// <param name="doors">Where else the process takes connections; null for nowhere.</param>
    /// <param name="cancellation">Ends the wait for the task's metadata.</param>
    /// <exception cref="ClusterException">The store, the ports or the task's metadata do not allow it.</exception>
    public static async Task<OrleansSilo> JoinAsync(
        FleetSettings settings, string name, bool hasDoors = false, Action<IServiceCollection>? configure = null, IReadOnlyList<SiloListener>? doors = null,
        CancellationToken cancellation = default)
    {
        var address = settings.Address ?? (settings.TaskMetadata is { } metadata ? await TaskAddress.AskAsync(metadata, cancellation) : IPAddress.Loopback);
        var defaults = new GridSiloOptions();
        return await ClusterSilo.JoinAsync(
            new GridClusterOptions
            {
                Name = name,
                Port = settings.SiloPort,
                // Without a token nobody sees it from elsewhere.
                Dashboard = hasDoors && settings.DashboardToken is not null ? new UriBuilder("http", address.ToString(), settings.WebPort, "dashboard/").ToString() : null,
                Doors = doors ?? [],
                Flight = hasDoors && settings.FlightPort is { } port ? $"grpc+tls://{address}:{port}" : null,
                Fleet = OptionsOf(settings) with { Address = address, ListensOnAll = settings.Address is null && settings.TaskMetadata is not null },
            },
            new GridSiloOptions { Name = name, Threads = settings.Threads ?? defaults.Threads, MemoryBudget = settings.MemoryBudget ?? defaults.MemoryBudget },
            settings.StopTimeout / 3,
            configure);
    }

    /// <summary>Connects a client, through the gateways that the table names.</summary>
    /// <exception cref="ClusterException">The store does not answer, or no silo in it does.</exception>
    /// <param name="settings">Which fleet. Where silos end for want of work, those of one that sleeps are started first.</param>
    /// <param name="progress">Told how far they are; null for nobody.</param>
    /// <param name="cancellation">Ends the wait for them.</param>
    public static async Task<OrleansClient> ConnectAsync(FleetSettings settings, IProgress<FleetTasks>? progress = null, CancellationToken cancellation = default)
    {
        if (settings.Ecs is not { } place)
            return await OrleansClient.ConnectAsync(OptionsOf(settings));
        bool hasWoken;
        using (var service = new EcsService(place, settings.Region))
            hasWoken = await FleetSleep.WakeAsync(service, settings.EcsCount, progress, cancellation);
        return await FleetSleep.ReachAsync(() => OrleansClient.ConnectAsync(OptionsOf(settings)), cancellation, patience: hasWoken ? null : OthersWake);
    }

    internal static FleetOptions OptionsOf(FleetSettings settings) => new()
    {
        ClusterId = settings.ClusterId,
        ServiceId = settings.ServiceId,
        Store = settings.Redis is { } redis ? new RedisStore(redis, settings.RedisUser, settings.RedisPassword)
            : new DynamoDbStore(settings.ServiceUrl?.ToString() ?? settings.Region, settings.Table, settings.StateTable, settings.CreateTables),
        GatewayPort = settings.GatewayPort,
        Tls = settings.TlsCertificate is null ? null : new TlsSource(
            new PemSource(FleetSettings.TlsCertificateVariable, settings.TlsCertificate),
            new PemSource(FleetSettings.TlsKeyVariable, settings.TlsKey ?? ""),
            new PemSource(FleetSettings.TlsAuthorityVariable, settings.TlsAuthority ?? "")),
    };
}
