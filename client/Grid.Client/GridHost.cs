using Grid.Grains;

namespace Grid.Client;

/// <summary>The silo within this process, and the way to its grains.</summary>
internal sealed class GridHost : IAsyncDisposable
{
    private readonly LocalSilo _silo;

    private GridHost(LocalSilo silo) => _silo = silo;

    /// <summary>References to grains.</summary>
    public IGrainFactory Grains => _silo.GrainFactory;

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
        return Task.FromResult(new GridHost(silo));
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
