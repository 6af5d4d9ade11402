using Grid.Grains;
using Grid.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Client;

/// <summary>The way to the grains: a silo within this process, or a cluster of silos in other ones.</summary>
internal sealed class GridHost : IAsyncDisposable
{
    private readonly Task<OrleansSilo>? _silo;
    private readonly PlansAhead? _ahead;
    private readonly bool _endsWithProcess;
    private string? _temporary;

    private GridHost(OrleansClient cluster) => Cluster = cluster;

    private GridHost(Task<OrleansSilo> silo, PlansAhead ahead, GridOptions options) =>
        (_silo, _ahead, Threads, _endsWithProcess, IsInMemory, ReadsAllColumns) = (silo, ahead, options.Threads ?? 0, options.EndsWithProcess, options.IsInMemory, options.ReadsAllColumns);

    /// <summary>References to grains; waits for a silo that still starts.</summary>
    public IGrainFactory Grains => Cluster?.GrainFactory ?? _silo!.GetAwaiter().GetResult().GrainFactory;

    /// <summary>The cluster; null where the grid is in this process.</summary>
    public OrleansClient? Cluster { get; }

    /// <summary>Whether all silos are known to run on this machine, as this user.</summary>
    public bool IsOfThisMachine { get; private init; }

    /// <summary>The folder for rows that become datasets of a name, with what else the grid keeps; a temporary one where it keeps nothing.</summary>
    public string Tables => field ??= Folder is { } folder ? Path.Combine(folder, "tables") : (_temporary = Directory.CreateTempSubdirectory("grid-tables-").FullName);

    /// <summary>Where the grid keeps what it stores; null where that is in memory, or on other machines.</summary>
    private string? Folder { get; init; }

    /// <summary>How many threads may compute in this process; 0 for one a core.</summary>
    public int Threads { get; }

    /// <summary>Whether frames that do not fit in memory are refused.</summary>
    public bool IsInMemory { get; }

    /// <summary>Whether frames read all of their columns when they are loaded.</summary>
    public bool ReadsAllColumns { get; }

    /// <summary>Starts a silo, and does not wait until it serves.</summary>
    public static GridHost Start(GridOptions options)
    {
        if (options.Threads is { } threads)
            ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(options.Threads));
        if (options.MemoryBudget is { } budget)
            ArgumentOutOfRangeException.ThrowIfNegative(budget, nameof(options.MemoryBudget));
        if (options.CacheBytes is { } most)
            ArgumentOutOfRangeException.ThrowIfNegative(most, nameof(options.CacheBytes));
        if (options.Folder is { } folder)
            Directory.CreateDirectory(folder);
        if (options.CacheFolder is { Length: > 0 } cache)
            ColumnCache.Check(cache);
        var defaults = new GridSiloOptions();
        var ahead = new PlansAhead();
        var silo = OrleansSilo.StartAsync(
            new OrleansSiloOptions { StorageFolder = options.Folder },
            services => services.AddGridSilo(
                defaults with
                {
                    Threads = options.Threads ?? defaults.Threads,
                    MemoryBudget = options.MemoryBudget ?? defaults.MemoryBudget,
                    CacheFolder = options.CacheFolder switch { null => defaults.CacheFolder, "" => null, var folder => folder },
                    CacheBytes = options.CacheBytes,
                    KeepsStates = options.Folder is not null,
                    // Nobody looks on in a process by itself.
                    KeepsWork = false,
                },
                ahead));
        return new GridHost(silo, ahead, options) { IsOfThisMachine = true, Folder = options.Folder };
    }

    /// <summary>Begins a plan while the silo starts, and waits until the silo serves.</summary>
    public async Task PlanAheadAsync(PlanRequest request, CancellationToken cancellation)
    {
        if (_silo is null || _silo.IsCompletedSuccessfully)
            return;
        _ahead!.Begin(request);
        try
        {
            await _silo.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            _ahead.End(request.Name);
            throw;
        }
    }

    /// <summary>Connects to the cluster of a folder.</summary>
    public static GridHost Connect(string folder) => new(OrleansClient.Connect(Path.GetFullPath(folder))) { IsOfThisMachine = true, Folder = Path.GetFullPath(folder) };

    /// <summary>Uses a client, or a silo, of the caller's own.</summary>
    public static GridHost Connect(IGrainFactory grains) => new(OrleansClient.Of(grains));

    /// <summary>Connects to a cluster on several machines.</summary>
    public static async Task<GridHost> ConnectAsync(FleetSettings fleet, IProgress<FleetTasks>? progress, CancellationToken cancellation) =>
        new(await FleetHosting.ConnectAsync(fleet, progress, cancellation).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        if (_temporary is not null)
            Directory.Delete(_temporary, recursive: true);
        if (Cluster is not null)
            await Cluster.DisposeAsync().ConfigureAwait(false);
        // One that never came to serve has told so whoever asked it.
        if (_silo is null || _silo.IsFaulted || (_endsWithProcess && !_silo.IsCompleted))
            return;
        var silo = await _silo.ConfigureAwait(false);
        // While there is still somebody to store what they have finished.
        await silo.Services.GetRequiredService<StudyRuns>().StopAsync().ConfigureAwait(false);
        if (!_endsWithProcess)
            await silo.DisposeAsync().ConfigureAwait(false);
    }
}
