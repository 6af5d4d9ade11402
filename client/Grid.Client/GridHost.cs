using Grid.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Client;

/// <summary>The way to the grains: a silo within this process, or a cluster of silos in other ones.</summary>
internal sealed class GridHost : IAsyncDisposable
{
    private readonly IAsyncDisposable _end;
    private readonly bool _endsWithProcess;

    private GridHost(IGrainFactory grains, IAsyncDisposable end, OrleansClient? cluster, int threads, bool endsWithProcess = false) =>
        (Grains, _end, Cluster, Threads, _endsWithProcess) = (grains, end, cluster, threads, endsWithProcess);

    /// <summary>References to grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>The cluster; null where the grid is in this process.</summary>
    public OrleansClient? Cluster { get; }

    /// <summary>How many threads may compute in this process; 0 for one a core.</summary>
    public int Threads { get; }

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
        var defaults = new GridSiloOptions();
        var silo = OrleansSilo.Start(
            new OrleansSiloOptions { StorageFolder = options.Folder },
            services => services.AddGridSilo(defaults with
            {
                Threads = options.Threads ?? defaults.Threads,
                MemoryBudget = options.MemoryBudget ?? defaults.MemoryBudget,
            }));
        return Task.FromResult(new GridHost(silo.GrainFactory, silo, null, options.Threads ?? 0, options.EndsWithProcess));
    }

    /// <summary>Connects to the cluster of a folder.</summary>
    public static GridHost Connect(string folder)
    {
        var cluster = OrleansClient.Connect(Path.GetFullPath(folder));
        return new GridHost(cluster.GrainFactory, cluster, cluster, 0);
    }

    /// <summary>Connects to a cluster on several machines.</summary>
    public static async Task<GridHost> ConnectAsync(FleetSettings fleet)
    {
        var cluster = await FleetHosting.ConnectAsync(fleet).ConfigureAwait(false);
        return new GridHost(cluster.GrainFactory, cluster, cluster, 0);
    }

    public async ValueTask DisposeAsync()
    {
        // While there is still somebody to store what they have finished.
        if (_end is OrleansSilo silo)
            await silo.Services.GetRequiredService<StudyRuns>().StopAsync().ConfigureAwait(false);
        if (!_endsWithProcess)
            await _end.DisposeAsync().ConfigureAwait(false);
    }
}
