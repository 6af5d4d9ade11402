namespace Grid.Benchmarks;

/// <summary>What the sessions of all engines on one set of trips gave.</summary>
internal sealed class Measurements(TaxiData data)
{
    private readonly Dictionary<(string Peer, string Operation, bool First), List<double>> _seconds = [];
    private readonly Dictionary<string, List<(long Bare, long Peak, long Held, long? Own)>> _memory = [];
    private readonly Dictionary<(string Peer, string Operation), Dictionary<string, double?>> _answers = [];
    private readonly Dictionary<string, string> _versions = [];
    private readonly Dictionary<string, string> _failures = [];

    public TaxiData Data => data;

    /// <summary>Timings, and how many of those that could be told were taken while something else kept over 0.15 of a core busy.</summary>
    public (int Disturbed, int Told) Disturbance { get; private set; }

    public void Add(Peer peer, IReadOnlyList<Timing> session)
    {
        long bare = 0, peak = 0;
        foreach (var timing in session)
        {
            var line = timing.Line;
            if (timing.OtherCores is { } others)
                Disturbance = (Disturbance.Disturbed + (others > 0.15 ? 1 : 0), Disturbance.Told + 1);
            switch (line.Op)
            {
                case "start":
                    _versions[peer.Id] = line.Version ?? "";
                    bare = timing.ResidentBytes;
                    break;
                case "load":
                    peak = timing.PeakBytes;
                    break;
                case "held":
                    Of(_memory, peer.Id).Add((bare, Math.Max(peak, timing.PeakBytes), timing.ResidentBytes, line.Bytes));
                    break;
            }
            if (line.S is { } seconds)
                Of(_seconds, (peer.Id, line.Op, line.Ask == 0)).Add(seconds);
            if (line.Answer is { } answer)
                _answers[(peer.Id, line.Op)] = answer;
        }
    }

    public void Fail(Peer peer, string reason) => _failures[peer.Id] = reason;

    public string? Version(Peer peer) => _versions.GetValueOrDefault(peer.Id);

    public string? Failure(Peer peer) => _failures.GetValueOrDefault(peer.Id);

    /// <summary>The seconds of an operation, asked first or again.</summary>
    public Spread? Seconds(Peer peer, Operation operation, bool first) =>
        _seconds.TryGetValue((peer.Id, operation.Id, first), out var seconds) ? Spread.Of(seconds) : null;

    /// <summary>Medians of resident memory: before the load, at most during it, and a second after it; and the table by the engine's own account.</summary>
    public (double Bare, double Peak, double Held, double? Own)? Memory(Peer peer)
    {
        if (!_memory.TryGetValue(peer.Id, out var all))
            return null;
        double Median(Func<(long Bare, long Peak, long Held, long? Own), long> of) => Spread.Of([.. all.Select(m => (double)of(m))]).Median;
        return (Median(m => m.Bare), Median(m => m.Peak), Median(m => m.Held), all[0].Own is null ? null : Median(m => m.Own ?? 0));
    }

    /// <summary>The greatest relative difference between the figures of two answers; null where there is nothing to compare.</summary>
    public (double Difference, string Figure)? Difference(Peer a, Peer b, Operation operation)
    {
        if (!_answers.TryGetValue((a.Id, operation.Id), out var left) || !_answers.TryGetValue((b.Id, operation.Id), out var right))
            return null;
        var worst = (Difference: 0.0, Figure: "");
        foreach (string name in left.Keys.Union(right.Keys))
        {
            double? x = left.GetValueOrDefault(name), y = right.GetValueOrDefault(name);
            double difference = (x, y) switch
            {
                (null, null) => 0,
                ({ } u, { } v) when u == v => 0,
                // Correlations near 0 are sums of large terms that cancel: their error is measured against 1, as their range is.
                ({ } u, { } v) => Math.Abs(u - v) / (operation.Id == "corr" ? 1 : Math.Max(Math.Abs(u), Math.Abs(v))),
                _ => double.PositiveInfinity,
            };
            if (difference > worst.Difference)
                worst = (difference, name);
        }
        return worst;
    }

    private static List<T> Of<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key) where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }
}
