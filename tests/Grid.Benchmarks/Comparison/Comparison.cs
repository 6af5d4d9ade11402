namespace Grid.Benchmarks;

/// <summary>
/// Measures Grid beside whatever other engines are installed.
/// </summary>
/// <remarks>
/// Why it is built so. Timings on one machine wander by tens of per cent from minute to minute, so the engines take
/// turns within one run, session by session, and medians are compared, never a figure of today with one of last week.
/// Every engine has a process of its own, so that none pays for another's memory or caches, and its memory can be read
/// from outside, by one ruler for all. A session first does everything on a few trips: what is compared is how engines
/// work, not how long their code takes to be compiled or imported. The first ask of a loaded table and later ones stand
/// in rows of their own, as engines that keep what they have computed (Grid among them) gain by it only later.
/// Answers are compared as well: to be fast and wrong does not count.
/// </remarks>
internal sealed class Comparison(IReadOnlyList<Peer> peers, string dataFolder, int repeats, int asks, bool isCold, TextWriter log)
{
    private const int WarmUpRows = 20_000;
    private const int Files = 8;

    public async Task<Measurements> RunAsync(long rows, CancellationToken cancellation)
    {
        var small = await TaxiData.MakeAsync(dataFolder, WarmUpRows, Files, cancellation);
        var data = await TaxiData.MakeAsync(dataFolder, rows, Files, cancellation);
        var measurements = new Measurements(data);
        string[] arguments = [isCold ? "-" : small.Folder, data.Folder, $"{asks}"];
        for (int round = 0; round < repeats; round++)
        {
            // Every other round goes backwards, so that none always comes after the same neighbour.
            foreach (var peer in round % 2 == 0 ? peers : peers.Reverse())
            {
                if (peer.Missing is not null || measurements.Failure(peer) is not null)
                    continue;
                await log.WriteLineAsync($"{rows:N0} trips, session {round + 1} of {repeats}: {peer.Title}");
                try
                {
                    measurements.Add(peer, await PeerSession.RunAsync(peer, [.. arguments, .. peer.LastArguments], Tell, cancellation));
                }
                catch (PeerException fault)
                {
                    measurements.Fail(peer, fault.Message);
                    await log.WriteLineAsync($"  {fault.Message}");
                }
            }
        }
        return measurements;
    }

    private void Tell(Timing timing)
    {
        if (timing.Line.S is { } seconds)
            log.WriteLine($"  {timing.Line.Op,-16}{(timing.Line.Ask == 0 ? "" : "again "),-6}{seconds,10:0.0000} s{timing.ResidentBytes / 1e9,8:0.00} GB");
    }
}
