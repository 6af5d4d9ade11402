using Grid.Grains;

namespace Grid.Client;

/// <summary>The way to the grains: a silo within this process, or a cluster of silos in other ones.</summary>
internal sealed class GridHost : IAsyncDisposable
{
    private readonly IAsyncDisposable _end;

    private GridHost(IGrainFactory grains, IAsyncDisposable end, ClusterClient? cluster) => (Grains, _end, Cluster) = (grains, end, cluster);

    /// <summary>References to grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>The cluster; null where the grid is in this process.</summary>
    public ClusterClient? Cluster { get; }

    /// <summary>Starts a silo.</summary>
    public static Task<GridHost> StartAsync(GridOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (options.Threads is { } threads)
            ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(options.Threads));
        if (options.MemoryBudget is { } budget)
            ArgumentOutOfRangeException.ThrowIfNegative(budget, nameof(options.MemoryBudget));
        if (options.Folder is { } folder)
            Directory.CreateDirectory(folder);
        var defaults = new SiloOptions();
        var silo = LocalSilo.Start(
            new LocalSiloOptions { GrainAssemblies = [typeof(IDatasetGrain).Assembly], StorageFolder = options.Folder },
            services => services.AddGridSilo(defaults with
            {
                Threads = options.Threads ?? defaults.Threads,
                MemoryBudget = options.MemoryBudget ?? defaults.MemoryBudget,
            }));
        return Task.FromResult(new GridHost(silo, silo, null));
    }

    /// <summary>Connects to the cluster of a folder.</summary>
    public static GridHost Connect(string folder)
    {
        var cluster = ClusterClient.Connect(Path.GetFullPath(folder), [typeof(IDatasetGrain).Assembly]);
        return new GridHost(cluster, cluster, cluster);
    }

    public ValueTask DisposeAsync() => _end.DisposeAsync();
}
