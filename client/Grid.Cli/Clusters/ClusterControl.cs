using System.Diagnostics;
using Grid.Client;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>Starts and ends the silos of a cluster on this machine.</summary>
internal static class ClusterControl
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnwritablePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts silos, and waits until all of them take work.</summary>
    /// <exception cref="ClusterException">One of them does not come up; the others are stopped again, as they are where the wait is cancelled.</exception>
    public static async Task StartAsync(string folder, int silos, SiloResources each, CancellationToken cancellation)
    {
        var started = new List<SiloProcess>();
        try
        {
            while (started.Count < silos)
                started.Add(SiloProcess.Start(folder, each));
            await ComeUpAsync(folder, started, cancellation);
        }
        catch
        {
            await GiveUpAsync(folder, started);
            throw;
        }
    }

    private static async Task ComeUpAsync(string folder, IReadOnlyList<SiloProcess> started, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            // By their processes: one that is given up by the others while the machine is busy joins anew under another name.
            var there = Silos(folder).Select(s => s.Process).ToHashSet();
            if (started.All(s => there.Contains(s.Process)))
                return;
            if (started.Select(s => s.Ended).FirstOrDefault(e => e is not null) is { } failed)
                throw new ClusterException(failed);
            if (clock.Elapsed > StartPatience)
                throw new ClusterException($"the silos have not come up within {StartPatience.TotalSeconds:0} s; {Path.Combine(folder, "logs")} says what they do.");
            await Task.Delay(Pace, cancellation);
        }
    }

    // Those that nobody can ask yet are ended first: they would go on to join, and run on by themselves.
    private static async Task GiveUpAsync(string folder, IReadOnlyList<SiloProcess> started)
    {
        var there = Silos(folder).Select(s => s.Process).ToHashSet();
        foreach (var silo in started.Where(s => !there.Contains(s.Process)))
            silo.End();
        try
        {
            await StopAsync(folder, started.Select(s => s.Process).ToHashSet(), CancellationToken.None);
        }
        catch (Exception e) when (e is ClusterException || TransientFault.Is(e))
        {
            // Nobody answers, and why they were to end is told, not this.
        }
        finally
        {
            foreach (var silo in started)
                silo.End();
        }
    }

    /// <summary>Ends silos: asks them to hand over and to leave, and kills those that do not. Gives how many there were.</summary>
    /// <param name="folder">The cluster.</param>
    /// <param name="processes">Which; null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<int> StopAsync(string folder, IReadOnlySet<int>? processes, CancellationToken cancellation)
    {
        var silos = Silos(folder).Where(s => processes is null || processes.Contains(s.Process)).ToArray();
        if (silos.Length == 0)
            return 0;
        await using (var grid = await GridClient.ConnectAsync(folder, cancellation))
        {
            foreach (var silo in silos)
            {
                try
                {
                    await grid.StopSiloAsync(silo.Name);
                }
                catch (Exception e) when (TransientFault.Is(e))
                {
                    // It hangs, and is killed below; or it is gone.
                }
            }
        }
        // What cannot be written cannot be left in order either.
        var patience = WhyUnwritable(folder) is null ? StopPatience : UnwritablePatience;
        var clock = Stopwatch.StartNew();
        foreach (var silo in silos)
        {
            try
            {
                using var process = Process.GetProcessById(silo.Process);
                var left = patience - clock.Elapsed;
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
                if (!process.HasExited)
                    process.Kill();
            }
            catch (ArgumentException)
            {
                // It has ended.
            }
        }
        return silos.Length;
    }

    /// <summary>Why nothing can be written to the folder, for example as its disk is full; null where something can.</summary>
    public static string? WhyUnwritable(string folder)
    {
        try
        {
            OutputFolder.Check(folder);
            return null;
        }
        catch (OutputException fault)
        {
            return (fault.InnerException?.InnerException ?? fault.InnerException ?? fault).Message.TrimEnd('.');
        }
    }

    /// <summary>The silos that are there; none where there is no cluster.</summary>
    public static IReadOnlyList<NamedSilo> Silos(string folder) => GridClient.SilosOf(folder);
}
