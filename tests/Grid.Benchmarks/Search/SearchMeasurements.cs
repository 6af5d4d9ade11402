namespace Grid.Benchmarks;

/// <summary>What the sessions of all sides gave.</summary>
internal sealed class SearchMeasurements
{
    private readonly Dictionary<(string Peer, string Operation), List<double>> _seconds = [];
    private readonly Dictionary<(string Peer, string Operation), List<double>> _processor = [];
    private readonly Dictionary<(string Peer, string Operation), List<Dictionary<string, double?>>> _answers = [];
    private readonly Dictionary<string, List<long>> _peaks = [];
    private readonly Dictionary<string, string> _versions = [];
    private readonly Dictionary<string, string> _failures = [];

    /// <summary>Timings, and how many of those that could be told were taken while something else kept over 0.15 of a core busy.</summary>
    public (int Disturbed, int Told) Disturbance { get; private set; }

    public void Add(Peer peer, IReadOnlyList<Timing> session)
    {
        foreach (var timing in session)
        {
            var line = timing.Line;
            if (timing.OtherCores is { } others)
                Disturbance = (Disturbance.Disturbed + (others > 0.15 ? 1 : 0), Disturbance.Told + 1);
            if (line.Version is { } version)
                _versions[peer.Id] = version;
            if (line.S is { } seconds)
                Of(_seconds, (peer.Id, line.Op)).Add(seconds);
            if (line.Cpu is { } processor)
                Of(_processor, (peer.Id, line.Op)).Add(processor);
            if (line.Answer is { } answer)
                Of(_answers, (peer.Id, line.Op)).Add(answer);
        }
        // The largest training holds its table as well, and tells its memory itself.
        Of(_peaks, peer.Id).Add(session.Where(t => t.Line.Op is not (SearchOperation.Large or "end")).Max(t => t.PeakBytes));
    }

    public void Fail(Peer peer, string reason) => _failures[peer.Id] = reason;

    public string? Version(Peer peer) => _versions.GetValueOrDefault(peer.Id);

    public string? Failure(Peer peer) => _failures.GetValueOrDefault(peer.Id);

    /// <summary>The seconds of an operation.</summary>
    public Spread? Seconds(Peer peer, SearchOperation operation) =>
        _seconds.TryGetValue((peer.Id, operation.Id), out var seconds) ? Spread.Of(seconds) : null;

    /// <summary>Seconds of processor time of an operation, of all threads together.</summary>
    public Spread? Processor(Peer peer, SearchOperation operation) =>
        _processor.TryGetValue((peer.Id, operation.Id), out var seconds) ? Spread.Of(seconds) : null;

    /// <summary>The most memory that all processes of a side took; the median of its sessions.</summary>
    public double? Peak(Peer peer) => _peaks.TryGetValue(peer.Id, out var peaks) && peaks.Max() > 0 ? Spread.Of([.. peaks.Select(p => (double)p)]).Median : null;

    /// <summary>The figures of an operation by name, each the mean over the sessions' seeds.</summary>
    public IReadOnlyDictionary<string, double> Figures(Peer peer, string operation) =>
        !_answers.TryGetValue((peer.Id, operation), out var answers) ? new Dictionary<string, double>()
        : answers.SelectMany(a => a).Where(f => f.Value is not null).GroupBy(f => f.Key, f => f.Value!.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Average(), StringComparer.Ordinal);

    private static List<T> Of<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key) where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }
}
