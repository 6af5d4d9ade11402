using Grid.Sources;

namespace Grid.Client;

/// <content>Clusters, and the datasets that have names in them.</content>
public sealed partial class GridClient
{
    /// <summary>Connects to a cluster of silos on this machine. What is asked of it is asked as of a grid in this process.</summary>
    /// <param name="folder">The cluster's folder.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ClusterException">There is no cluster, or it is of another release.</exception>
    public static Task<GridClient> ConnectAsync(string folder, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new GridClient(GridHost.Connect(folder), keepsState: true));
    }

    /// <summary>Connects to a cluster of silos on several machines. What is asked of it is asked as of a grid in this process.</summary>
    /// <param name="fleet">How it is found, for example <see cref="FleetSettings.FromEnvironment"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ClusterException">No silo answers.</exception>
    public static Task<GridClient> ConnectAsync(FleetSettings fleet, CancellationToken cancellation = default) => ConnectAsync(fleet, null, cancellation);

    /// <summary>Connects to a cluster of silos on several machines; where all of them have ended for want of work, and the fleet names its service of ECS, they are started, and waited for.</summary>
    /// <param name="fleet">How it is found, for example <see cref="FleetSettings.FromEnvironment"/>.</param>
    /// <param name="progress">Told how many tasks run, while any are waited for; null for nobody.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ClusterException">No silo answers, or AWS starts none.</exception>
    public static async Task<GridClient> ConnectAsync(FleetSettings fleet, IProgress<FleetTasks>? progress, CancellationToken cancellation) =>
        new(await GridHost.ConnectAsync(fleet, progress, cancellation).WaitAsync(cancellation).ConfigureAwait(false), keepsState: true);

    /// <summary>
    /// The grid of silos that are the caller's own, by the caller's client, or from within one of the silos; both have it by <c>AddGrid()</c>.
    /// What is asked of it is asked as of a grid in this process. To close it leaves the client as it is.
    /// <code>
    /// await using var grid = GridClient.Connect(host.Services.GetRequiredService&lt;IClusterClient&gt;());
    /// </code>
    /// </summary>
    /// <param name="grains">The client that the host has, once it has started.</param>
    public static GridClient Connect(IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return new GridClient(GridHost.Connect(grains), keepsState: true);
    }

    /// <summary>Plans a dataset of a name, which outlives this client, and starts to load it; returns once its files are listed and its types inferred.</summary>
    /// <param name="name">The name by which it is found again.</param>
    /// <param name="paths">Files, folders and globs, of the silos' machines or of a bucket (<c>s3://bucket/key</c>).</param>
    /// <param name="options">How to read them; null for the defaults.</param>
    /// <param name="inMemory">Whether it is refused where it does not fit in memory; otherwise its partitions are then read when they are asked for.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <returns>A frame over it; to persist it is to wait until it is loaded.</returns>
    /// <exception cref="DatasetException">There is one of that name; or no dataset can have it, as it holds one of <c>/ \ * ? .</c> or a control character, or is blank.</exception>
    /// <exception cref="SourceException">A path matches nothing, or a file cannot be read as CSV.</exception>
    public async Task<GridFrame> LoadCsvAsync(
        string name, IReadOnlyList<string> paths, CsvOptions? options, bool inMemory, CancellationToken cancellation = default)
    {
        DatasetName.Check(name);
        var dataset = new Dataset(_host, name);
        // The silos have working folders of their own.
        await dataset.PlanAsync(new PlanRequest([.. paths.Select(SourcePath.Full)], options ?? new CsvOptions(), IsNamed: true, IsInMemory: inMemory, IsLazy: true), cancellation).ConfigureAwait(false);
        await dataset.StartLoadAsync(cancellation).ConfigureAwait(false);
        return new GridFrame(dataset, []);
    }

    /// <summary>Plans a dataset of a name and starts to load it; where it does not fit in memory, its partitions are read when they are asked for.</summary>
    /// <param name="name">The name by which it is found again.</param>
    /// <param name="paths">Files, folders and globs, of the silos' machines or of a bucket (<c>s3://bucket/key</c>).</param>
    /// <param name="options">How to read them; null for the defaults.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <returns>A frame over it; to persist it is to wait until it is loaded.</returns>
    /// <exception cref="DatasetException">There is one of that name; or no dataset can have it, as it holds one of <c>/ \ * ? .</c> or a control character, or is blank.</exception>
    /// <exception cref="SourceException">A path matches nothing, or a file cannot be read as CSV.</exception>
    public Task<GridFrame> LoadCsvAsync(string name, IReadOnlyList<string> paths, CsvOptions? options = null, CancellationToken cancellation = default) =>
        LoadCsvAsync(name, paths, options, inMemory: false, cancellation);

    /// <summary>A frame over a dataset that has a name.</summary>
    /// <exception cref="DatasetException">There is none of that name.</exception>
    public async Task<GridFrame> OpenDatasetAsync(string name, CancellationToken cancellation = default)
    {
        var names = (await CatalogAsync(cancellation).ConfigureAwait(false)).Datasets;
        if (!names.Contains(name))
            throw new DatasetException($"there is no dataset '{name}' in the cluster; it has {(names.Count == 0 ? "none" : string.Join(", ", names.Select(n => $"'{n}'")))}. Load it with 'grid load {name} PATHS'.");
        var dataset = new Dataset(_host, name);
        await dataset.AttachAsync(cancellation).ConfigureAwait(false);
        return new GridFrame(dataset, []);
    }

    /// <summary>The datasets that have names, by name.</summary>
    public async Task<IReadOnlyList<NamedDataset>> DatasetsAsync(CancellationToken cancellation = default)
    {
        var names = (await CatalogAsync(cancellation).ConfigureAwait(false)).Datasets;
        var held = (await HeldAsync(cancellation).ConfigureAwait(false)).ToLookup(part => part.Dataset, part => part.Part);
        return await Task.WhenAll(names.Select(async name => NamedDataset.From(name, await _host.Grains.GetGrain<IDatasetGrain>(name).ObserveAsync(0, cancellation).ConfigureAwait(false), [.. held[name]]))).ConfigureAwait(false);
    }

    // A silo that is lost while it is asked holds nothing any more.
    private async Task<IEnumerable<(string Dataset, HeldPart Part)>> HeldAsync(CancellationToken cancellation)
    {
        string[] silos = _host.Cluster is { } cluster ? [.. cluster.Silos.Select(s => s.Name).Order(StringComparer.Ordinal)] : [];
        return (await Task.WhenAll(silos.Select(async silo =>
        {
            try
            {
                var there = await _host.Grains.GetGrain<IHoldingsGrain>($"{silo}/").ListAsync(cancellation).ConfigureAwait(false);
                return there.All.Select(h => (h.Dataset, new HeldPart(silo, h.Partitions, h.Bytes)));
            }
            catch (Exception e) when (TransientFault.Is(e) && !cancellation.IsCancellationRequested)
            {
                return [];
            }
        })).ConfigureAwait(false)).SelectMany(parts => parts);
    }

    /// <summary>Frees a dataset that has a name, and forgets it.</summary>
    /// <exception cref="DatasetException">There is none of that name.</exception>
    public async Task DropDatasetAsync(string name, CancellationToken cancellation = default)
    {
        var names = (await CatalogAsync(cancellation).ConfigureAwait(false)).Datasets;
        if (!names.Contains(name))
            throw new DatasetException($"there is no dataset '{name}' in the cluster.");
        await _host.Grains.GetGrain<IDatasetGrain>(name).DropAsync(cancellation).ConfigureAwait(false);
        DeleteOwnFile(name);
    }

    /// <summary>The studies that have names, by name.</summary>
    public async Task<IReadOnlyList<NamedStudy>> StudiesAsync(CancellationToken cancellation = default)
    {
        var names = (await CatalogAsync(cancellation).ConfigureAwait(false)).Studies;
        return await Task.WhenAll(names.Select(async name => NamedStudy.From(name, await _host.Grains.GetGrain<IStudyGrain>(name).ObserveAsync(cancellation).ConfigureAwait(false)))).ConfigureAwait(false);
    }

    /// <summary>The silos, the datasets and the studies.</summary>
    /// <exception cref="InvalidOperationException">The grid is in this process.</exception>
    public async Task<ClusterStatus> StatusAsync(CancellationToken cancellation = default)
    {
        var cluster = Cluster;
        var datasets = await DatasetsAsync(cancellation).ConfigureAwait(false);
        var studies = await StudiesAsync(cancellation).ConfigureAwait(false);
        var lost = await cluster.LostAsync().ConfigureAwait(false);
        return new ClusterStatus(Silos, datasets, studies, [.. lost.Select(l => new LostSilo(l.Name, l.Address, new DateTimeOffset(l.At, TimeSpan.Zero)))]) { FlightToken = cluster.FlightToken };
    }

    /// <summary>The silos that are there now, in the order in which they joined.</summary>
    /// <exception cref="InvalidOperationException">The grid is in this process.</exception>
    public IReadOnlyList<NamedSilo> Silos => [.. Cluster.Silos.Select(NamedSilo.From)];

    /// <summary>The silos of a folder, in the order in which they joined, without asking them; none where there is no cluster.</summary>
    /// <param name="folder">The cluster's folder.</param>
    public static IReadOnlyList<NamedSilo> SilosOf(string folder) => [.. OrleansClient.SilosOf(folder).Select(NamedSilo.From)];

    /// <summary>What all silos of the cluster were started with.</summary>
    /// <exception cref="InvalidOperationException">The grid is in this process.</exception>
    public IReadOnlyDictionary<string, string> ClusterSettings => Cluster.Settings;

    private OrleansClient Cluster => _host.Cluster ?? throw new InvalidOperationException("A grid in this process has no silos to tell of.");

    /// <summary>Asks a silo's process to hand over what it has, to leave, and to end; returns before that is done.</summary>
    /// <param name="silo">The silo's name.</param>
    /// <exception cref="Exception">It is gone already, or does not answer: one that <see cref="TransientFault"/> knows.</exception>
    public Task StopSiloAsync(string silo) => Cluster.StopAsync(silo);

    private Task<CatalogList> CatalogAsync(CancellationToken cancellation) => _host.Grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync(cancellation);
}
