using Grid.Sources;

namespace Grid.Hosting;

/// <summary>Removes, once the silo serves, what silos that were killed have cached on this machine: it may be long before this one caches anything.</summary>
internal sealed class CacheSweep(IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(CacheSweep), ServiceLifecycleStage.Active, end =>
    {
        if (services.GetService<ColumnCache>() is { } cache)
            _ = Task.Run(cache.Sweep, end);
        return Task.CompletedTask;
    });
}
