using System.Collections.Concurrent;

namespace Grid.Chaos.Tests.Disturbance;

/// <summary>What goes wrong, drawn at random: silos are killed, stand still for a while, are asked to end, or join.</summary>
internal sealed class Shaker(TestCluster cluster, int seed)
{
    private const int Fewest = 2;
    private const int Most = 4;

    private readonly Random _random = new(seed);
    private readonly List<Task> _resumes = [];
    private readonly ConcurrentDictionary<SiloProcess, bool> _hung = new();

    public int Kills { get; private set; }

    public int Hangs { get; private set; }

    public int Ends { get; private set; }

    public int Joins { get; private set; }

    /// <summary>Waits for a moment of what is under way, and then does one thing.</summary>
    /// <param name="longest">Milliseconds that what is under way takes about.</param>
    public async Task ShakeAsync(int longest)
    {
        await Task.Delay(_random.Next(longest), TestContext.Current.CancellationToken);
        var running = cluster.Running;
        int drawn = _random.Next(100);
        var one = running[_random.Next(running.Count)];
        // What was lost is replaced, so that there is always one left to answer: a silo that was just started takes no work yet,
        // one that was asked to end is about to, and so is one that stood still for so long that it was given up.
        var staying = running.Where(r => !r.IsEnding && !_hung.ContainsKey(r)).ToArray();
        if (staying.Length <= Fewest)
            Add();
        var leases = cluster.Leases;
        if (staying.Count(r => leases.Any(l => l.Process == r.Id)) < Fewest)
            return;
        switch (drawn)
        {
            case < 65:
                Kills += one.Kill() ? 1 : 0;
                break;
            case < 80:
                Hang(one, _random.Next(200, 5000));
                break;
            case < 90:
                one.Terminate();
                Ends++;
                break;
            default:
                if (running.Count < Most)
                    Add();
                break;
        }
    }

    /// <summary>Waits until what stands still goes on.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(_resumes);
        await cluster.ReadyAsync();
    }

    public override string ToString() => $"{Kills} kills, {Hangs} hangs, {Ends} ends, {Joins} joins";

    private void Add()
    {
        cluster.Add();
        Joins++;
    }

    private void Hang(SiloProcess silo, int milliseconds)
    {
        Hangs++;
        _hung[silo] = true;
        silo.Suspend();
        _resumes.Add(Task.Run(async () =>
        {
            await Task.Delay(milliseconds, CancellationToken.None);
            silo.Resume();
            // By then it has renewed its lease, or has ended.
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            _hung.TryRemove(silo, out _);
        }));
    }
}
