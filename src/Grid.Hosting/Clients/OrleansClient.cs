using Orleans.Messaging;

namespace Grid.Hosting;

/// <summary>A process that calls the grains of a cluster and hosts none.</summary>
internal sealed class OrleansClient : IAsyncDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);

    private readonly IHost? _host;
    private readonly ClusterFolder? _folder;

    private OrleansClient(IGrainFactory grains, IHost? host, ClusterFolder? folder) => (GrainFactory, _host, _folder) = (grains, host, folder);

    /// <summary>References to grains.</summary>
    public IGrainFactory GrainFactory { get; }

    /// <summary>The silos that are there now, in the order in which they joined.</summary>
    public IReadOnlyList<SiloInfo> Silos => [.. Task.Run(ListAsync).GetAwaiter().GetResult().Where(Runs)];

    /// <summary>The silos that were lost in the last ten minutes, the latest first.</summary>
    public async Task<IReadOnlyList<GoneSilo>> LostAsync()
    {
        var given = await Placement.ListLostAsync();
        // Of this machine's it is known before the others have given them up.
        var ended = (await ListAsync()).Where(silo => !Runs(silo)).Select(silo => new GoneSilo(silo.Name, silo.Address, _folder!.HeardOf(silo.Name)));
        return [.. given.Concat(ended).DistinctBy(gone => gone.Name).OrderByDescending(gone => gone.At)];
    }

    /// <summary>What the silos of a folder have agreed on.</summary>
    public IReadOnlyDictionary<string, string> Settings => _folder?.ReadSettings() ?? [];

    /// <summary>What opens the doors of a folder's silos to other languages; null where the cluster is of no folder.</summary>
    public string? FlightToken => _folder?.FlightToken;

    /// <summary>What opens the doors of a folder's silos to other languages; null where there is no cluster.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ClusterException">The folder is another user's.</exception>
    public static string? FlightTokenOf(string folder) => new ClusterFolder(folder).FlightToken;

    /// <summary>The silos of a folder, in the order in which they joined; none where there is no cluster.</summary>
    public static IReadOnlyList<SiloInfo> SilosOf(string folder) => new ClusterFolder(folder).Read();

    /// <summary>Connects to the cluster of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ClusterException">There is no cluster.</exception>
    public static OrleansClient Connect(string folder) => Connect(folder, null);

    /// <summary>Connects as a client of a release would.</summary>
    internal static OrleansClient Connect(string folder, string? release)
    {
        var files = new ClusterFolder(folder);
        if (files.ReadSettings() is null)
            throw new ClusterException($"there is no cluster in {folder}: start one with 'grid up --cluster {folder}'.");
        var silos = files.Read();
        if (silos.Count == 0)
            throw new ClusterException(files.NoneRuns);
        if (Release.Refusal("This client", release ?? Release.Current, silos) is { } refusal)
            throw new ClusterException(refusal);
        return Task.Run(() => StartAsync("grid", "grid", files, client =>
        {
            FolderSockets.Use(client.Services, files.Sockets);
            client.Services.AddSingleton<IGatewayListProvider>(new FolderGateways(files.Members));
            client.AddOutgoingGrainCallFilter(new EmptyFolderFilter(files));
        })).GetAwaiter().GetResult();
    }

    /// <summary>Connects to silos on other machines, through the gateways that their table names.</summary>
    /// <param name="fleet">Where they find one another.</param>
    /// <exception cref="ClusterException">The store does not answer, no silo in it does, or they are of another release.</exception>
    public static Task<OrleansClient> ConnectAsync(FleetOptions fleet) => ConnectAsync(fleet, null);

    /// <summary>Connects as a client of a release would.</summary>
    internal static async Task<OrleansClient> ConnectAsync(FleetOptions fleet, string? release)
    {
        var client = await ReachAsync(fleet);
        if (Release.Refusal("This client", release ?? Release.Current, await client.ListAsync()) is not { } refusal)
            return client;
        await client.DisposeAsync();
        throw new ClusterException(refusal);
    }

    private static Task<OrleansClient> ReachAsync(FleetOptions fleet) =>
        StartAsync(fleet.ClusterId, fleet.ServiceId, null, client =>
        {
            if (fleet.Tls is { } tls)
                FleetTls.AddTo(client, tls);
            if (fleet.Store is RedisStore redis)
                FleetRedis.AddTo(client, redis);
            else
                FleetTables.AddTo(client, fleet, (DynamoDbStore)fleet.Store);
        }, e => fleet.Store is RedisStore store ? RedisFault.WhyNot(e, store) : null, fleet.Tls is null
            ? "where they speak TLS, set GRID_TLS_CERTIFICATE, GRID_TLS_KEY and GRID_TLS_AUTHORITY here too"
            : "see that they speak TLS as well, and that GRID_TLS_AUTHORITY is of one authority there and here");

    /// <summary>Calls grains by a client, or from within a silo, that is the caller's own, and that has the grid (<see cref="GridClientBuilder.AddGrid"/>). It is not ended here.</summary>
    public static OrleansClient Of(IGrainFactory grains) => new(grains, null, null);

    /// <summary>A reference to a grain.</summary>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey =>
        GrainFactory.GetGrain<TGrainInterface>(primaryKey);

    /// <summary>Asks a silo's process to hand over what it has, to leave, and to end; returns before that is done.</summary>
    public Task StopAsync(string silo) => GetGrain<ISiloControlGrain>($"{silo}/").StopAsync();

    /// <summary>Ends the calls that run, and the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_host is null)
            return;
        try
        {
            await _host.StopAsync();
        }
        catch (OperationCanceledException)
        {
            // Silos that do not answer are not waited for any longer; what is asked of them ends with the connections.
        }
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
    }

    private IPlacementGrain Placement => GrainFactory.GetGrain<IPlacementGrain>(IPlacementGrain.Key);

    private Task<SiloInfo[]> ListAsync() => Placement.ListAsync();

    private bool Runs(SiloInfo silo) => _folder is null || _folder.Runs(silo);

    private static async Task<OrleansClient> StartAsync(
        string clusterId, string serviceId, ClusterFolder? folder, Action<IClientBuilder> useCluster, Func<Exception, string?>? whyNot = null, string? advice = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.UseOrleansClient(client =>
        {
            client.AddGrid();
            client.AddActivityPropagation();
            client.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (clusterId, serviceId));
            client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
            useCluster(client);
            long until = Environment.TickCount64 + (long)ConnectPatience.TotalMilliseconds;
            client.UseConnectionRetryFilter(async (e, cancellation) =>
            {
                // The store has been asked often enough by then.
                if (e is ClusterException || whyNot?.Invoke(e) is not null)
                    return false;
                await Task.Delay(200, cancellation);
                return Environment.TickCount64 < until;
            });
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new OrleansClient(host.Services.GetRequiredService<IClusterClient>(), host, folder);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            host.Dispose();
            var first = e.GetBaseException();
            throw first as ClusterException ?? new ClusterException(whyNot?.Invoke(first) ?? $"no silo of the cluster '{clusterId}' answers: {first.Message.TrimEnd('.')}{(advice is null ? "" : $"; {advice}")}.", e);
        }
    }
}
