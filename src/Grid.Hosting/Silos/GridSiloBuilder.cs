using System.Reflection;
using Grid.Learning;
using Orleans.Providers;
using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>The grid in a silo of Orleans.</summary>
public static class GridSiloBuilder
{
    /// <summary>The name of the storage that the grid's grains ask for.</summary>
    public const string Storage = "grid";

    private const string InMemory = "grid-memory";

    /// <summary>
    /// Adds the grid to a silo that is the caller's own, beside the caller's grains: its grains, what they work with, where they are
    /// placed, and how calls are made again that failed for want of a silo. Clustering, endpoints, timeouts and the silo's name stay the
    /// caller's. Manifests and finished trials go to the storage named <see cref="Storage"/>, where the caller has added one, else to the
    /// default one, else they are in the silos' memory. All silos of a cluster that has the grid have it.
    /// <code>
    /// var builder = Host.CreateApplicationBuilder(args);
    /// builder.UseOrleans(silo => silo.UseLocalhostClustering().AddGrid(o => o.MemoryBudget = 4L &lt;&lt; 30));
    /// </code>
    /// In the same process, <c>GridClient.Connect(host.Services.GetRequiredService&lt;IClusterClient&gt;())</c> is the grid.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Says how many threads compute and how many bytes the partitions may hold; null for the whole machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are less threads than one, or bytes than none.</exception>
    public static ISiloBuilder AddGrid(this ISiloBuilder silo, Action<GridSiloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var options = new GridSiloOptions();
        configure?.Invoke(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options.Threads));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MemoryBudget, nameof(options.MemoryBudget));
        AddEngine(silo, new GridClusterOptions().WithGrains());
        silo.AddOutgoingGrainCallFilter<CutShortFilter>();
        silo.Services.AddGridSilo(options);
        silo.Services.AddSingleton(services => options with { Name = services.GetRequiredService<ILocalSiloDetails>().Name });
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, GuestLife>();
        if (!silo.Services.Any(s => s.IsKeyedService && s.ServiceType == typeof(IGrainStorage) && Equals(s.ServiceKey, Storage)))
        {
            silo.AddMemoryGrainStorage(InMemory);
            silo.Services.AddKeyedSingleton(Storage, (services, _) =>
                services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME) ?? services.GetRequiredKeyedService<IGrainStorage>(InMemory));
        }
        return silo;
    }

    /// <summary>
    /// Registers a model of the caller's own, which searches then name (<c>ForestSearch.Model</c>): all silos of the cluster register it, under the
    /// same name. Its constructor may ask for services of the silo.
    /// </summary>
    /// <typeparam name="T">The model; a new one is made for each trial.</typeparam>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The name.</param>
    public static ISiloBuilder AddModel<T>(this ISiloBuilder silo, string name) where T : IGridModel
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        silo.Services.AddSingleton(new RegisteredModel(name, services => ActivatorUtilities.CreateInstance<T>(services)));
        return silo;
    }

    /// <summary>What any silo with the grid has: messages, repeated calls, and where grains are placed.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="cluster">What the silo tells the others.</param>
    /// <param name="others">Assemblies whose grains it hosts as well.</param>
    internal static void AddEngine(ISiloBuilder silo, GridClusterOptions cluster, params IReadOnlyList<Assembly> others)
    {
        silo.Services.AddMessages(others);
        silo.AddOutgoingGrainCallFilter<RetryFilter>();
        silo.Services.AddSingleton(cluster);
        silo.Services.AddSingleton<SiloLifeline>();
        silo.Services.AddSingleton<PlacedGrains>().AddSingleton<IConfigureGrainContextProvider>(services => services.GetRequiredService<PlacedGrains>());
        silo.Services.AddSingleton<SiloReporter>().AddSingleton<IGrainLocator>(services => services.GetRequiredService<SiloReporter>());
        silo.AddPlacementDirector<PlacedByBytes, TableDirector>();
        silo.AddPlacementDirector<PlacedOnLeastLoaded, TableDirector>();
        silo.AddPlacementDirector<PlacedOnNamedSilo, NamedSiloDirector>();
    }
}
