using System.Diagnostics;
using Grid.Client;

namespace Grid.Testing;

/// <summary>A cluster of real silo processes over a folder of its own.</summary>
public sealed class TestCluster(long memory = 1L << 28, params string[] options) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<SiloProcess> _all = [];

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-chaos-{Guid.NewGuid():N}")).FullName;

    public string Shared => Path.Combine(Folder, "cluster");

    /// <summary>All processes that there ever were.</summary>
    public IReadOnlyList<SiloProcess> All => _all;

    /// <summary>Those that run and do not stand still.</summary>
    public IReadOnlyList<SiloProcess> Running => [.. _all.Where(s => s.IsRunning && !s.IsSuspended)];

    /// <summary>What the leases tell.</summary>
    public IReadOnlyList<SiloInfo> Leases => OrleansClient.SilosOf(Shared);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A cluster whose silos take work.</summary>
    public static async Task<TestCluster> StartAsync(int silos, long memory = 1L << 28, params string[] options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "silos are sent signals with kill");
        var cluster = new TestCluster(memory, options);
        for (int i = 0; i < silos; i++)
            cluster.Add();
        await cluster.ReadyAsync();
        return cluster;
    }

    /// <summary>Starts one more silo; it takes work a while later.</summary>
    public SiloProcess Add(params string[] more)
    {
        var silo = SiloProcess.Start(Shared, memory, more: [.. options, .. more]);
        _all.Add(silo);
        return silo;
    }

    /// <summary>Starts one more silo by another program than that beside the tests; null for that one.</summary>
    public SiloProcess AddOf(string? program)
    {
        var silo = SiloProcess.Start(Shared, memory, program: program);
        _all.Add(silo);
        return silo;
    }

    /// <summary>Waits until all silos that run take work.</summary>
    public Task ReadyAsync() => UntilAsync(() => Running.All(s => Leases.Any(l => l.Process == s.Id && l.State == SiloState.Active)), "the silos take work");

    /// <summary>A client of the cluster.</summary>
    public Task<GridClient> ConnectAsync() => GridClient.ConnectAsync(Shared, Token);

    /// <summary>The process in which a grain did something that is logged as this event: the last that said so.</summary>
    public SiloProcess? LastThatLogged(int eventId) => _all.Where(s => s.IsRunning)
        .Select(s => (Silo: s, At: s.Logged(eventId).Select(e => e.GetProperty("Timestamp").GetString()).LastOrDefault()))
        .Where(s => s.At is not null).OrderBy(s => s.At, StringComparer.Ordinal).Select(s => s.Silo).LastOrDefault();

    /// <summary>What the silos that run have logged last, for what fails.</summary>
    public string LastWords()
    {
        var running = _all.Where(s => s.IsRunning).ToArray();
        return running.Length == 0 ? "\nNo silo runs."
            : string.Concat(running.Select(s => $"\n{s.Name}, the last of {s.Output.Count} lines:\n{string.Join('\n', s.Output.TakeLast(40))}"));
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(clock.Elapsed < Patience, $"not so within {Patience.TotalSeconds:0} s: {what}");
            await Task.Delay(20, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _all)
            silo.Dispose();
        // What a process was writing when it was killed may still be on its way to the disk.
        for (int i = 0; Directory.Exists(Folder); i++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
            }
            catch (IOException) when (i < 20)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }
}
