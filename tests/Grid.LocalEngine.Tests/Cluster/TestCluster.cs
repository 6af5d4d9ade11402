using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.LocalEngine.Tests;

/// <summary>Several silos that share a folder, and a client of theirs. They speak over loopback, as those of several processes do.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly List<LocalSilo> _silos = [];

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}");

    /// <summary>What all grains of the cluster note.</summary>
    public Journal Journal { get; } = new();

    public IReadOnlyList<LocalSilo> Silos => _silos;

    public ClusterClient Client { get; private set; } = null!;

    /// <summary>The grains that were moved to each silo.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<string>> Moved { get; } = new();

    public static async Task<TestCluster> StartAsync(int silos, TimeSpan? responseTimeout = null)
    {
        var cluster = new TestCluster();
        for (int i = 0; i < silos; i++)
            await cluster.AddAsync();
        cluster.Connect(responseTimeout);
        return cluster;
    }

    public void Connect(TimeSpan? responseTimeout = null) => Client = ClusterClient.Connect(Folder, [typeof(TestCluster).Assembly], null, responseTimeout);

    public async Task<LocalSilo> AddAsync(Func<ClusterOptions, ClusterOptions>? change = null)
    {
        var options = new ClusterOptions
        {
            Folder = Folder,
            Name = $"s{_silos.Count}",
            BytesOf = (_, _) => 1000,
            Moved = (grains, moved) =>
            {
                Moved[$"s{_silos.Count - 1}"] = moved;
                return Task.CompletedTask;
            },
        };
        var silo = await LocalSilo.JoinAsync(
            new LocalSiloOptions { GrainAssemblies = [typeof(TestCluster).Assembly] }, change?.Invoke(options) ?? options, s => s.AddSingleton(Journal));
        _silos.Add(silo);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
            await Client.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
