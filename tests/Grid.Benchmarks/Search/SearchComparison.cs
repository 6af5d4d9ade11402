namespace Grid.Benchmarks;

/// <summary>
/// Measures the search of models beside scikit-learn's.
/// </summary>
/// <remarks>
/// As in <see cref="Comparison"/>, the sides take turns within one run, each session in a process of its own, and medians
/// are compared. Session k has seed k on every side. Before it is timed, a session does a small search: Grid has its code
/// compiled by that, and scikit-learn its worker processes started; likewise a forest of a thousand rows is fitted and predicts before one is timed. Data is in memory when the clock starts; what a fit
/// takes to make of it what it learns from (bins; float32) is within the time. Scores are compared as well, candidate by
/// candidate: to search fast and badly does not count.
/// </remarks>
internal sealed class SearchComparison(IReadOnlyList<Peer> peers, SearchJob job, int repeats, TextWriter log)
{
    public async Task<SearchMeasurements> RunAsync(CancellationToken cancellation)
    {
        var measurements = new SearchMeasurements();
        for (int round = 0; round < repeats; round++)
        {
            foreach (var peer in round % 2 == 0 ? peers : peers.Reverse())
            {
                var turn = job.For(peer) with { Seed = (ulong)round };
                if (peer.Missing is not null || measurements.Failure(peer) is not null || turn.Operations.Count == 0)
                    continue;
                await log.WriteLineAsync($"session {round + 1} of {repeats}: {peer.Title}");
                try
                {
                    measurements.Add(peer, await PeerSession.RunAsync(peer, [.. turn.Arguments, .. peer.LastArguments], Tell, cancellation));
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
            log.WriteLine($"  {timing.Line.Op,-18}{seconds,10:0.000} s{timing.PeakBytes / 1e9,8:0.00} GB at most");
    }
}
