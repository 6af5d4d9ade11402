using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grid.LocalEngine;

/// <summary>
/// A silo of the bundled engine: it holds activations of grains and runs their turns. By itself, within the calling process;
/// or one of several processes on one machine that share a cluster folder.
/// </summary>
public sealed partial class LocalSilo : IGrainFactory, IGrainLocator, IAsyncDisposable, ICallSender, IReferenceMaker
{
    /// <summary>The name of the activity source of calls from other processes.</summary>
    public const string TraceSource = EngineTraces.Name;

    private readonly LocalGrainDirectory _directory;
    private readonly ServiceProvider _services;
    private readonly Timer _collector;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IGrainDirectory _router;
    private ClusterOptions? _cluster;
    private ClusterLinks? _links;
    private ClusterDirectory? _remote;
    private SiloEndpoint? _endpoint;
    private LeaseKeeper? _lease;
    private SiloReports? _reports;
    private volatile SiloState _state;
    private volatile bool _stopping;

    private LocalSilo(LocalSiloOptions options, Action<IServiceCollection>? configure)
    {
        Options = options;
        Types = new GrainTypes(options.GrainAssemblies);
        Storage = options.StorageFolder is { } folder ? new FileGrainStorage(folder) : new MemoryGrainStorage();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IGrainFactory>(this);
        services.AddSingleton<IGrainLocator>(this);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        Log = _services.GetRequiredService<ILogger<LocalSilo>>();
        _router = _directory = new LocalGrainDirectory(this);
        _collector = new Timer(_ => Collect(), null, options.CollectionQuantum, options.CollectionQuantum);
    }

    /// <summary>How this silo runs.</summary>
    public LocalSiloOptions Options { get; }

    /// <summary>The services that grains may ask for in their constructors.</summary>
    public IServiceProvider Services => _services;

    /// <summary>References to grains, for callers outside of grains.</summary>
    public IGrainFactory GrainFactory => this;

    /// <summary>The silo's name in its cluster.</summary>
    public string Name => _cluster?.Name ?? "local";

    /// <summary>Where the silo listens; null where it is by itself.</summary>
    public string? Address => _endpoint?.Address;

    /// <summary>Ends when the others have given this silo up, or when its lease ran out unrenewed. It serves nothing from then on; dispose of it.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Ends when a process of the cluster asks for this silo's end; it is for the host to follow.</summary>
    public Task StopAsked => _stopAsked.Task;

    /// <summary>Whether the silo takes calls.</summary>
    public bool Serves => !_stopping && _lease is not { Holds: false };

    /// <summary>Whether the silo is given new work.</summary>
    public bool TakesWork => Serves && _state == SiloState.Active;

    /// <summary>How many of its grains hold data.</summary>
    public int Partitions => _directory.Activations.Count(DataIn);

    /// <summary>Whether it has grains besides those that work beside others.</summary>
    public bool HoldsWork => _directory.Activations.Any(a => ClassOf(a.GrainId.Type).Placement != GrainPlacement.NamedSilo);

    /// <summary>Whether no other silo takes work: nobody is there to hand over to.</summary>
    public bool IsLast => _links?.Membership.View.Silos.All(s => s.Name == Name || s.State == SiloState.Leaving) ?? true;

    string IGrainLocator.Silo => Name;

    IReadOnlyList<SiloInfo> IGrainLocator.Silos => _links?.Membership.View.Takers ?? [Alone()];

    internal GrainTypes Types { get; }

    internal IGrainStorage Storage { get; private set; }

    internal ILogger Log { get; }

    internal PlacementLeader Leader { get; private set; } = null!;

    /// <summary>How many activations there are.</summary>
    internal int ActivationCount => _directory.Activations.Count;

    /// <summary>Starts a silo that is a cluster by itself, within this process.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="configure">Adds services for grains; those that are disposable are disposed with the silo.</param>
    /// <exception cref="ArgumentException">A grain class or interface breaks the rules; the message says which and how.</exception>
    public static LocalSilo Start(LocalSiloOptions options, Action<IServiceCollection>? configure = null) => new(options, configure);

    /// <summary>Starts a silo and joins it to the cluster of a folder. Grains store their states in that folder, unless said otherwise.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="cluster">Which cluster it joins, and how.</param>
    /// <param name="configure">Adds services for grains; those that are disposable are disposed with the silo.</param>
    /// <exception cref="ArgumentException">A grain class or interface breaks the rules; the message says which and how.</exception>
    /// <exception cref="ClusterException">The folder, the settings or the address do not allow it.</exception>
    public static async Task<LocalSilo> JoinAsync(LocalSiloOptions options, ClusterOptions cluster, Action<IServiceCollection>? configure = null)
    {
        var folder = new ClusterFolder(cluster.Folder);
        var settings = folder.Join(cluster.Settings, cluster.LeaseTime);
        var silo = new LocalSilo(options with { StorageFolder = options.StorageFolder ?? folder.State }, configure);
        try
        {
            await silo.JoinAsync(folder, cluster, settings.Secret).ConfigureAwait(false);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey =>
        Types.Reference<TGrainInterface>(this, primaryKey);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> LocateAsync<TGrainInterface>(IReadOnlyList<string> keys, CancellationToken cancellation)
        where TGrainInterface : IGrainWithStringKey =>
        _remote is null ? [.. keys.Select(_ => Name)]
            : await _remote.WhereAsync([.. keys.Select(key => Types.Id(typeof(TGrainInterface), key))], cancellation).ConfigureAwait(false);

    /// <summary>Ends the grains that are there while they can still call one another, so that they store what they have to: where no other silo was left to take them.</summary>
    public async Task SettleAsync(TimeSpan limit)
    {
        var ending = _directory.Activations.Where(a => ClassOf(a.GrainId.Type).Placement == GrainPlacement.Hash).ToArray();
        foreach (var activation in ending)
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is shutting down."));
        await Task.WhenAll(ending.Select(a => a.Gone)).WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Fails the calls that run, deactivates all grains and ends the services.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping)
            return;
        _state = SiloState.Leaving;
        _stopping = true;
        await _collector.DisposeAsync().ConfigureAwait(false);
        if (_reports is not null)
            await _reports.DisposeAsync().ConfigureAwait(false);
        // Those who ask from now on ask others.
        _lease?.Dispose();
        var left = _directory.Activations;
        foreach (var activation in left)
        {
            activation.AbortCalls(new SiloUnavailableException("The silo is shutting down."));
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is shutting down."));
        }
        try
        {
            await Task.WhenAll(left.Select(a => a.Gone)).WaitAsync(Options.DeactivationTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            EngineLog.StoppedWithGrainsLeft(Log, _directory.Activations.Count);
        }
        if (_endpoint is not null)
            await _endpoint.DisposeAsync().ConfigureAwait(false);
        if (_links is not null)
            await _links.DisposeAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    Task ICallSender.Send(GrainMethod method, GrainId target, object?[] arguments)
    {
        var call = method.Call(target, arguments, Options.ResponseTimeout);
        call.Watch();
        if (!call.Response.IsCompleted)
            Deliver(call);
        return call.Response;
    }

    object IReferenceMaker.Reference(Type grainInterface, string key) => Types.Reference(this, grainInterface, key);

    internal void Deliver(GrainCall call)
    {
        do
        {
            if (!Serves)
            {
                call.Fail(new SiloUnavailableException(_stopping ? "The silo is shutting down." : $"Silo '{Name}' was given up by the others.", wasSent: false));
                return;
            }
        }
        while (!_router.Locate(call.Target).TryDeliver(call));
    }

    internal Activation? Find(GrainId grain) => _directory.Find(grain);

    internal Activation Host(GrainId grain) => _directory.Host(grain);

    internal Task<Activation?> HostAsync(GrainId grain, CancellationToken cancellation) => _remote!.HostAsync(grain, cancellation);

    internal GrainClass ClassOf(string grainType) => Types.Class(grainType);

    internal void AskToStop() => _stopAsked.TrySetResult();

    internal void ReadNews() => _links!.Membership.Refresh();

    internal void Forget(Activation activation)
    {
        _directory.Remove(activation);
        _reports?.Ended(activation.GrainId);
    }

    private void Collect()
    {
        foreach (var activation in _directory.Activations)
            activation.Collect(Options.CollectionAge);
    }
}
