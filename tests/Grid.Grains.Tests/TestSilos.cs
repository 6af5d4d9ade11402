using Microsoft.Extensions.DependencyInjection;
using Grid.Query;

namespace Grid.Grains.Tests;

/// <summary>Several silos that share a folder, in this process, and a client of theirs; they speak over loopback.</summary>
internal sealed class TestSilos : IAsyncDisposable
{
    private readonly List<OrleansSilo> _silos = [];
    private int _named;

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}")).FullName;

    public string Cluster => Path.Combine(Folder, "cluster");

    private TimeSpan FrameLease { get; init; } = new GridSiloOptions().FrameLease;

    private long MostGroupsTogether { get; init; } = new GridSiloOptions().MostGroupsTogether;

    private long? MostBytesWhole { get; init; }

    public OrleansClient Client { get; private set; } = null!;

    public IReadOnlyList<OrleansSilo> Silos => _silos;

    public IDatasetGrain Dataset => Client.GetGrain<IDatasetGrain>("trips");

    public static async Task<TestSilos> StartAsync(int silos, long budget = 1L << 30, TimeSpan? frameLease = null, long? mostGroupsTogether = null, long? mostBytesWhole = null)
    {
        var usual = new GridSiloOptions();
        var cluster = new TestSilos { FrameLease = frameLease ?? usual.FrameLease, MostGroupsTogether = mostGroupsTogether ?? usual.MostGroupsTogether, MostBytesWhole = mostBytesWhole };
        for (int i = 0; i < silos; i++)
            await cluster.AddAsync(budget);
        await cluster.MeetAsync();
        cluster.Connect();
        return cluster;
    }

    // What is shared out goes by what each silo has heard of the others, which on a busy machine is after all have started.
    private async Task MeetAsync()
    {
        while (_silos.Any(silo => silo.Services.GetRequiredService<IGrainLocator>().Silos is var known && (known.Count < _silos.Count || known.Any(other => other.Process == 0))))
            await Task.Delay(20, Test.Token);
    }

    public void Connect() => Client = OrleansClient.Connect(Cluster);

    public async Task<OrleansSilo> AddAsync(long budget = 1L << 30)
    {
        var silo = await ClusterSilo.JoinAsync(Cluster, new GridSiloOptions { Name = $"s{_named++}", Threads = 2, MemoryBudget = budget, FrameLease = FrameLease, MostGroupsTogether = MostGroupsTogether, MostBytesWhole = MostBytesWhole });
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Ends a silo as its process would be ended, without a word to anybody.</summary>
    public async Task EndAsync(OrleansSilo silo)
    {
        _silos.Remove(silo);
        await silo.DisposeAsync();
    }

    public async Task<DatasetStatus> LoadAsync(string path, Sources.CsvOptions options, bool inMemory = false)
    {
        await Dataset.PlanAsync(new PlanRequest([path], options, IsNamed: true, IsInMemory: inMemory), Test.Token);
        await ReachAsync(s => s.Phase != DatasetPhase.Planning);
        await Dataset.LoadAsync(Test.Token);
        return await ReachAsync(s => s.Phase is DatasetPhase.Ready or DatasetPhase.Failed);
    }

    public async Task<DatasetStatus> ReachAsync(Func<DatasetStatus, bool> reached)
    {
        long version = 0;
        for (int i = 0; i < 1000; i++)
        {
            long seen = version;
            var status = await Dataset.ObserveAsync(seen, Test.Token);
            if (reached(status))
                return status;
            version = status.Version;
        }
        throw new InvalidOperationException("The state is not reached.");
    }

    public async Task<Answer> AskAsync(Question question)
    {
        var query = Client.GetGrain<IQueryGrain>(Guid.NewGuid().ToString("N"));
        var status = new QueryStatus();
        while (!status.IsOver)
        {
            long version = status.Version;
            status = await query.AskAsync(new QueryRequest("trips", question), version, Test.Token);
        }
        _ = query.EndAsync(CancellationToken.None);
        return status.Fault is { } fault ? throw fault.ToException() : status.Answer!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
            await Client.DisposeAsync();
        await Task.WhenAll(_silos.Select(s => s.DisposeAsync().AsTask()));
        Directory.Delete(Folder, recursive: true);
    }
}
