using System.Net;
using Orleans.Core.Internal;

namespace Grid.Hosting;

/// <summary>
/// A silo of Orleans: by itself, within the calling process; one of several processes on one machine that share a folder; or
/// one of many machines that share tables of DynamoDB.
/// </summary>
internal sealed class OrleansSilo : IAsyncDisposable
{
    /// <summary>The name of the activity source of calls between grains.</summary>
    public const string TraceSource = "Microsoft.Orleans.Application";

    private static readonly TimeSpan SettlePace = TimeSpan.FromMilliseconds(20);

    private readonly IHost _host;
    private readonly OrleansSiloOptions _options;
    private readonly GridClusterOptions _cluster;
    private readonly ClusterFolder? _folder;
    private SiloReporter? _reporter;
    private FileStream? _name;
    private int _stopping;

    private OrleansSilo(IHost host, OrleansSiloOptions options, GridClusterOptions cluster, ClusterFolder? folder) =>
        (_host, _options, _cluster, _folder) = (host, options, cluster, folder);

    /// <summary>The services that grains may ask for in their constructors.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>References to grains, for callers outside of grains.</summary>
    public IGrainFactory GrainFactory => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The silo's name in its cluster.</summary>
    public string Name => _cluster.Name;

    /// <summary>Where the silo is reached.</summary>
    public string? Address => SiloReporter.AddressOf(_host.Services, _host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress);

    /// <summary>Ends when the others have given this silo up. It serves nothing from then on; dispose of it.</summary>
    public Task Lost => Lifeline.Lost;

    /// <summary>Ends when a client asks for this silo's end; it is for the host to follow.</summary>
    public Task StopAsked => Lifeline.StopAsked;

    /// <summary>Whether the silo takes calls.</summary>
    public bool Serves => _stopping == 0 && !Lost.IsCompleted;

    /// <summary>Whether the silo is given new work.</summary>
    public bool TakesWork => Serves && _reporter is not { HasLeft: true };

    /// <summary>How many of its grains hold data.</summary>
    public int Partitions => _host.Services.GetRequiredService<PlacedGrains>().HoldingData;

    /// <summary>Whether it has grains that others take over, or that come to an end by themselves: those that hold data, and trials.</summary>
    public bool HoldsWork => _host.Services.GetRequiredService<PlacedGrains>().Any;

    /// <summary>Whether no other silo takes work: nobody is there to hand over to.</summary>
    public bool IsLast => _reporter?.IsLast ?? true;

    /// <summary>Whether no silo has computed for a while, and this is the one that says so.</summary>
    public bool IsIdleFor(TimeSpan after) => _reporter is { } reporter && IdleFleet.IsDue(reporter.Silos, Name, after);

    private SiloLifeline Lifeline => _host.Services.GetRequiredService<SiloLifeline>();

    /// <summary>Starts a silo that is a cluster by itself, within this process.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="configure">Adds services for grains; those that are disposable are disposed with the silo.</param>
    public static OrleansSilo Start(OrleansSiloOptions options, Action<IServiceCollection>? configure = null) =>
        StartAsync(options, configure).GetAwaiter().GetResult();

    /// <summary>Starts a silo that is a cluster by itself, within this process, on threads of the pool.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="configure">Adds services for grains; those that are disposable are disposed with the silo.</param>
    public static Task<OrleansSilo> StartAsync(OrleansSiloOptions options, Action<IServiceCollection>? configure = null) =>
        Task.Run(() => StartAsync(options, new GridClusterOptions { Name = "local" }, configure));

    /// <summary>Starts a silo and joins it to a cluster.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="cluster">Which cluster it joins, and how.</param>
    /// <param name="configure">Adds services for grains; those that are disposable are disposed with the silo.</param>
    /// <exception cref="ClusterException">The folder, the settings, the tables or the address do not allow it.</exception>
    public static Task<OrleansSilo> JoinAsync(OrleansSiloOptions options, GridClusterOptions cluster, Action<IServiceCollection>? configure = null) =>
        StartAsync(options, cluster, configure);

    /// <summary>A reference to a grain.</summary>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey =>
        GrainFactory.GetGrain<TGrainInterface>(primaryKey);

    /// <summary>Takes no new work: what holds data is given to the other silos. What is there is still served.</summary>
    public Task LeaveAsync() => _reporter?.LeaveAsync() ?? Task.CompletedTask;

    /// <summary>Ends the grains that hold data, and trials, while they can still call others: where no other silo was left to take them.</summary>
    public async Task SettleAsync(TimeSpan limit)
    {
        long until = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        var ending = _host.Services.GetRequiredService<PlacedGrains>().Held.Select(g => GrainFactory.GetGrain<IGrainManagementExtension>(g.Key).DeactivateOnIdle().AsTask());
        await Task.WhenAll(ending).WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (HoldsWork && Environment.TickCount64 < until)
            await Task.Delay(SettlePace);
    }

    /// <summary>Deactivates all grains, leaves the membership and ends the services.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 1)
            return;
        bool lost = Lost.IsCompleted;
        if (_reporter is not null)
            await _reporter.EndAsync();
        using (var limit = new CancellationTokenSource(lost ? TimeSpan.Zero : _options.DeactivationTimeout + TimeSpan.FromSeconds(5)))
        {
            try
            {
                await _host.StopAsync(limit.Token);
            }
            catch (Exception)
            {
                // What did not end in time ends with the process; what did not start has nothing to end.
            }
        }
        if (!lost && _reporter is not null)
            await _host.Services.GetRequiredService<Undertaker>().SweepAsync();
        if (_name is not null)
            _folder?.Remove(Name);
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
        _name?.Dispose();
    }

    private static async Task<OrleansSilo> StartAsync(OrleansSiloOptions options, GridClusterOptions cluster, Action<IServiceCollection>? configure)
    {
        var folder = cluster.Folder is { } path ? new ClusterFolder(path) : null;
        if (folder is not null)
        {
            ClusterFolder.RequireLoopback(cluster.Address);
            folder.Join(cluster.Name, cluster.Release, cluster.Settings);
        }
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DeactivationTimeout + TimeSpan.FromSeconds(5));
        builder.UseOrleans(silo => SiloHosting.Configure(silo, options, cluster, folder));
        configure?.Invoke(builder.Services);
        var started = new OrleansSilo(builder.Build(), options, cluster, folder);
        try
        {
            await started.JoinAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    private async Task JoinAsync()
    {
        try
        {
            _name = _folder?.Claim(Name);
            await _host.StartAsync();
        }
        catch (Exception e) when (SiloHosting.WhyNot(e, _cluster) is { } why)
        {
            throw new ClusterException(why, e);
        }
        if (_cluster.Folder is null && _cluster.Fleet is null)
            return;
        _reporter = _host.Services.GetRequiredService<SiloReporter>();
        await _reporter.StartAsync(_folder);
        var log = _host.Services.GetRequiredService<ILogger<OrleansSilo>>();
        EngineLog.Joined(log, Name, Address!);
        if (_cluster.Fleet is { Tls: null } fleet && !IPAddress.IsLoopback(fleet.Address))
            EngineLog.Unguarded(log, Address!);
    }
}
