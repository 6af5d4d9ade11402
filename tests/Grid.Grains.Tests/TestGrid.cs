using System.Globalization;
using System.Text;
using Grid.Query;
using Grid.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Grains.Tests;

/// <summary>A silo with the grains, a folder of CSV files, and the calls that a client makes of them.</summary>
internal sealed class TestGrid : IAsyncDisposable
{
    private readonly string? _storage;
    private OrleansSilo _silo;
    private GridSiloOptions _options;

    public TestGrid(int threads = 2, long budget = 1L << 30, bool stored = false, bool cached = true, long? cacheBytes = null)
    {
        Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}")).FullName;
        _storage = stored ? Path.Combine(Folder, "state") : null;
        _options = new GridSiloOptions { Threads = threads, MemoryBudget = budget, CacheFolder = cached ? Cache : null, CacheBytes = cacheBytes };
        _silo = Start();
    }

    public string Folder { get; }

    /// <summary>Where columns are kept that do not fit in memory.</summary>
    public string Cache => Path.Combine(Folder, "cache");

    /// <summary>The files with these columns.</summary>
    public string[] CacheFiles => Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*.columns", SearchOption.AllDirectories) : [];

    public IGrainFactory Grains => _silo.GrainFactory;

    public ComputePool Pool => _silo.Services.GetRequiredService<ComputePool>();

    public SiloRehearsal Rehearsal => _silo.Services.GetRequiredService<SiloRehearsal>();

    public WorkLog Work => _silo.Services.GetRequiredService<WorkLog>();

    public LivePartitions Live => _silo.Services.GetRequiredService<LivePartitions>();

    public SiloMemory Memory => _silo.Services.GetRequiredService<SiloMemory>();

    public Residents Residents => _silo.Services.GetRequiredService<Residents>();

    public TrainingStore Trainings => _silo.Services.GetRequiredService<TrainingStore>();

    public StudyRuns Studies => _silo.Services.GetRequiredService<StudyRuns>();

    public IDatasetGrain Dataset(string name = "trips") => Grains.GetGrain<IDatasetGrain>(name);

    /// <summary>Ends the silo and starts another over the same folder.</summary>
    public async Task RestartAsync(int? threads = null)
    {
        await _silo.DisposeAsync();
        _options = _options with { Threads = threads ?? _options.Threads };
        _silo = Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes rows of an id, a vendor 1 or 2, a fare that is null in every seventh row, and a text.</summary>
    public string WriteTrips(string name, int rows, int firstId = 0)
    {
        var text = new StringBuilder("id,vendor,fare,note\n");
        for (int i = firstId; i < firstId + rows; i++)
        {
            string fare = i % 7 == 0 ? "" : ((i * 7919L % 10_007) / 100.0).ToString("0.00", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{i},{(i % 3 == 0 ? 2 : 1)},{fare},note {i % 11}\n");
        }
        return Write(name, text.ToString());
    }

    public Task PlanAsync(string path, CsvOptions? options = null, string name = "trips") => PlanAsync([path], options, name);

    public async Task PlanAsync(string[] paths, CsvOptions? options = null, string name = "trips", bool inMemory = false)
    {
        await Dataset(name).PlanAsync(new PlanRequest(paths, options ?? new CsvOptions(), IsInMemory: inMemory), Test.Token);
        await ReachAsync(s => s.Phase != DatasetPhase.Planning, name);
    }

    /// <summary>Plans and loads, and gives the state in which that ends.</summary>
    public async Task<DatasetStatus> LoadAsync(string path, CsvOptions? options = null, string name = "trips")
    {
        await PlanAsync(path, options, name);
        return await LoadPlannedAsync(name);
    }

    public async Task<DatasetStatus> LoadPlannedAsync(string name = "trips")
    {
        await Dataset(name).LoadAsync(Test.Token);
        return await ReachAsync(s => s.Phase != DatasetPhase.Loading, name);
    }

    /// <summary>Observes until a state is reached.</summary>
    public async Task<DatasetStatus> ReachAsync(Func<DatasetStatus, bool> reached, string name = "trips")
    {
        var status = await Dataset(name).ObserveAsync(0, Test.Token);
        for (int i = 0; !reached(status); i++)
        {
            Assert.True(i < 1000, "The state is not reached.");
            status = await Dataset(name).ObserveAsync(status.Version, Test.Token);
        }
        return status;
    }

    public async Task<Answer> AskAsync(Question question, string name = "trips", List<QueryStatus>? seen = null)
    {
        var query = Grains.GetGrain<IQueryGrain>(Guid.NewGuid().ToString("N"));
        var status = new QueryStatus();
        while (!status.IsOver)
        {
            status = await query.AskAsync(new QueryRequest(name, question), status.Version, Test.Token);
            seen?.Add(status);
        }
        await query.EndAsync(Test.Token);
        return status.Fault is { } fault ? throw fault.ToException() : status.Answer!.Value;
    }

    /// <summary>Holds one compute thread until the result is disposed.</summary>
    public BlockedThread Block(ComputePriority priority = ComputePriority.Question) => new(Pool, priority);

    private OrleansSilo Start() => OrleansSilo.Start(
        new OrleansSiloOptions { StorageFolder = _storage },
        services => services.AddGridSilo(_options));
}
