using System.Net;
using System.Net.Sockets;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.MembershipService;
using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>Sets Orleans up for a silo.</summary>
internal static class SiloHosting
{
    /// <summary>The name of the storage of its parts.</summary>
    private const string Items = "grid-items";

    // DynamoDB's 400 KB less a third, as they are stored as text, and room for names; Redis' 512 MB, which nobody wants in one piece.
    private const int LongestInDynamoDb = 256 << 10;
    private const int LongestInRedis = 16 << 20;

    // Far longer than a silo takes to join, and no longer than one waits for a process that was suspended while it did.
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(10);

    public static void Configure(ISiloBuilder silo, OrleansSiloOptions options, GridClusterOptions cluster, ClusterFolder? folder)
    {
        GridSiloBuilder.AddEngine(silo, cluster, options.GrainAssemblies);
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (cluster.Fleet?.ClusterId ?? "grid", cluster.Fleet?.ServiceId ?? "grid"));
        silo.Configure<SiloOptions>(o => o.SiloName = cluster.Name);
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = options.ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(o =>
            (o.CollectionAge, o.CollectionQuantum, o.DeactivationTimeout) = (options.CollectionAge, options.CollectionQuantum, options.DeactivationTimeout));
        // A silo that is killed is given up after about three seconds.
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromSeconds(1);
            o.NumMissedProbesLimit = 2;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(3);
            // Where all were killed, those that come after wait no longer for them than this takes to run out.
            o.IAmAliveTablePublishTimeout = Undertaker.Pace;
            o.NumMissedTableIAmAliveLimit = Undertaker.Missed;
            o.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
            o.DefunctSiloExpiration = TimeSpan.FromHours(1);
            // Silos give up who joins for longer, by when it started, which its machine's clock wrote: two that are minutes apart take one another for that at once.
            if (cluster.Fleet is not null)
                o.MaxJoinAttemptTime = TimeSpan.FromMinutes(20);
        });
        silo.Services.AddSingleton<IFatalErrorHandler>(services => services.GetRequiredService<SiloLifeline>());
        if (cluster.Fleet is not null || folder is not null)
            UseOthers(silo);
        if (cluster.Fleet is { } fleet)
            UseFleet(silo, cluster, fleet);
        else
            UseMachine(silo, options, cluster, folder);
    }

    /// <summary>Says why a silo does not start, where that is for its caller to put right.</summary>
    public static string? WhyNot(Exception exception, GridClusterOptions cluster)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                return cluster.Fleet is { } fleet
                    ? $"silo '{cluster.Name}' cannot listen on {fleet.Address}, ports {cluster.Port} and {fleet.GatewayPort}: one of them is taken. Name others."
                    : $"silo '{cluster.Name}' cannot listen on {cluster.Address}:{cluster.Port}: the port is taken. Name another, or none for a free one.";
            if (e is ClusterException)
                return e.Message;
            if (e is OrleansClusterConnectivityCheckFailedException && cluster.Fleet is { } whole)
                return $"silo '{cluster.Name}' does not reach others that are in the fleet: see that {whole.Address}, port {cluster.Port}, reaches them and is reached by them"
                    + (whole.Tls is null ? ", and that they speak without TLS as well." : $", and that {whole.Tls.Authority.Variable} is of one authority there and here.");
            if (cluster.Fleet?.Store is RedisStore redis && RedisFault.WhyNot(e, redis) is { } why)
                return why;
            if (cluster.Fleet?.Store is DynamoDbStore tables && e.GetType().Name is "ResourceNotFoundException")
                return $"DynamoDB in {tables.Service} has no table '{tables.Table}' or no table '{tables.StateTable}': make them with the stack, or set GRID_DYNAMODB_CREATE_TABLE=true.";
        }
        return null;
    }

    // What a silo has for the others' sake.
    private static void UseOthers(ISiloBuilder silo)
    {
        UseDirectory(silo);
        DashboardServices.AddTo(silo);
        silo.AddActivityPropagation();
        silo.AddOutgoingGrainCallFilter<CutShortFilter>();
        silo.Services.AddSingleton<StandstillGuard>().AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<StandstillGuard>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CacheSweep>().AddSingleton<ILifecycleParticipant<ISiloLifecycle>, PartitionSweep>();
        silo.Services.AddSingleton<Undertaker>().AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<Undertaker>());
    }

    // Orleans' usual directory ends every activation whose entry a lost silo kept: a study in the middle of its work, partitions with
    // their data. This one asks those that are left what they have. It is marked as experimental for its protocol, not for its interface.
    private static void UseDirectory(ISiloBuilder silo)
    {
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        // What a lost silo had comes to life elsewhere at once: partitions are read again, and storage refuses whoever comes late.
        silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.Zero);
    }

    private static void UseMachine(ISiloBuilder silo, OrleansSiloOptions options, GridClusterOptions cluster, ClusterFolder? folder)
    {
        if (folder is null)
        {
            LoneHosting.Configure(silo);
        }
        else
        {
            int[] ports = FolderSockets.TakePorts(folder.Sockets, cluster.Port > 0 ? 1 : 2);
            int port = cluster.Port > 0 ? cluster.Port : ports[1];
            FolderSockets.Use(silo.Services, folder.Sockets);
            silo.Services.AddSingleton<IMembershipTable>(services => new FolderMembership(folder.Members, () => services.GetRequiredService<StandstillGuard>().StoodStill));
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new JoinTurn(folder.JoinFile, JoinPatience));
            silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (cluster.Address, port, ports[0]));
        }
        if ((options.StorageFolder ?? folder?.State) is { } states)
            silo.Services.AddGrainStorage(GridSiloBuilder.Storage, (_, _) => new FileGrainStorage(states));
        else
            LoneHosting.KeepStates(silo, GridSiloBuilder.Storage);
    }

    private static void UseFleet(ISiloBuilder silo, GridClusterOptions cluster, FleetOptions fleet)
    {
        silo.Configure<EndpointOptions>(o =>
        {
            (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (fleet.Address, cluster.Port, fleet.GatewayPort);
            if (fleet.ListensOnAll)
                (o.SiloListeningEndpoint, o.GatewayListeningEndpoint) = (new IPEndPoint(IPAddress.Any, cluster.Port), new IPEndPoint(IPAddress.Any, fleet.GatewayPort));
        });
        if (fleet.Tls is { } tls)
            FleetTls.AddTo(silo, tls);
        if (fleet.Store is RedisStore redis)
            FleetRedis.AddTo(silo, redis, Items);
        else
            FleetTables.AddTo(silo, fleet, (DynamoDbStore)fleet.Store, Items);
        silo.Services.AddGrainStorage(GridSiloBuilder.Storage, (services, _) =>
        {
            var items = services.GetRequiredKeyedService<IGrainStorage>(Items);
            var log = services.GetRequiredService<ILogger<PartedStorage>>();
            return fleet.Store is RedisStore states ? new PartedStorage(new RedisStates(items, states), LongestInRedis, log) : new PartedStorage(items, LongestInDynamoDb, log);
        });
    }
}
