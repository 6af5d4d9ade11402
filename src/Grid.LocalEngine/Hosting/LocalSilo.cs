using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grid.LocalEngine;

/// <summary>
/// A silo of the bundled engine: it holds activations of grains and runs their turns. This one lives in the calling process.
/// </summary>
public sealed class LocalSilo : IGrainFactory, IAsyncDisposable
{
    private readonly Dictionary<string, GrainClass> _classes = [];
    private readonly Dictionary<Type, GrainInterface> _interfaces = [];
    private readonly LocalGrainDirectory _directory;
    private readonly ServiceProvider _services;
    private readonly Timer _collector;
    private volatile bool _stopping;

    private LocalSilo(LocalSiloOptions options, Action<IServiceCollection>? configure)
    {
        Options = options;
        foreach (var type in options.GrainAssemblies.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && typeof(Grain).IsAssignableFrom(t)))
            AddClass(type);
        Storage = options.StorageFolder is { } folder ? new FileGrainStorage(folder) : new MemoryGrainStorage();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IGrainFactory>(this);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        Log = _services.GetRequiredService<ILogger<LocalSilo>>();
        _directory = new LocalGrainDirectory(this);
        _collector = new Timer(_ => Collect(), null, options.CollectionQuantum, options.CollectionQuantum);
    }

    /// <summary>How this silo runs.</summary>
    public LocalSiloOptions Options { get; }

    /// <summary>The services that grains may ask for in their constructors.</summary>
    public IServiceProvider Services => _services;

    /// <summary>References to grains, for callers outside of grains.</summary>
    public IGrainFactory GrainFactory => this;

    internal IGrainStorage Storage { get; }

    internal ILogger Log { get; }

    /// <summary>How many activations there are.</summary>
    internal int ActivationCount => _directory.Activations.Count;

    /// <summary>Starts a silo.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="configure">Adds services for grains; those that are disposable are disposed with the silo.</param>
    /// <exception cref="ArgumentException">A grain class or interface breaks the rules; the message says which and how.</exception>
    public static LocalSilo Start(LocalSiloOptions options, Action<IServiceCollection>? configure = null) => new(options, configure);

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey
    {
        ArgumentNullException.ThrowIfNull(primaryKey);
        return _interfaces.TryGetValue(typeof(TGrainInterface), out var found)
            ? GrainProxy.Create<TGrainInterface>(this, found, primaryKey)
            : throw new ArgumentException($"No grain class of this silo has the interface {typeof(TGrainInterface).Name}.");
    }

    /// <summary>Fails the calls that run, deactivates all grains and ends the services.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping)
            return;
        _stopping = true;
        await _collector.DisposeAsync().ConfigureAwait(false);
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
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    internal Task Send(GrainMethod method, GrainId target, object?[] arguments)
    {
        var call = method.Call(target, arguments, Options.ResponseTimeout);
        call.Watch();
        if (!call.Response.IsCompleted)
            Deliver(call);
        return call.Response;
    }

    internal void Deliver(GrainCall call)
    {
        do
        {
            if (_stopping)
            {
                call.Fail(new SiloUnavailableException("The silo is shutting down."));
                return;
            }
        }
        while (!_directory.Locate(call.Target).TryDeliver(call));
    }

    internal GrainClass ClassOf(string grainType) => _classes[grainType];

    internal void Forget(Activation activation) => _directory.Remove(activation);

    private void Collect()
    {
        foreach (var activation in _directory.Activations)
            activation.Collect(Options.CollectionAge);
    }

    private void AddClass(Type type)
    {
        var grainClass = new GrainClass(type);
        if (!_classes.TryAdd(grainClass.Name, grainClass))
            throw new ArgumentException($"Two grain classes are of the kind '{grainClass.Name}'.");
        foreach (var grainInterface in grainClass.Interfaces)
        {
            if (!_interfaces.TryAdd(grainInterface, new GrainInterface(grainInterface, grainClass.Name)))
                throw new ArgumentException($"Two grain classes have the interface {grainInterface.Name}.");
        }
    }
}
