using Grid.Client;

namespace Grid.Dashboard;

/// <summary>What happened to the silos since somebody looks, and what was known of it then.</summary>
internal sealed class ClusterHistory
{
    private const int MostEvents = 1_000;
    private const int MostSamples = 300;

    private readonly List<ClusterEvent> _events = [];
    private readonly Dictionary<string, NamedSilo> _there = [];
    private readonly Queue<MemorySample> _samples = new();

    /// <summary>What happened, the latest first.</summary>
    public IReadOnlyList<ClusterEvent> Events => [.. _events.OrderByDescending(e => e.At)];

    /// <summary>What the silos held, in the order of time.</summary>
    public IReadOnlyList<MemorySample> Samples => [.. _samples];

    /// <summary>Takes the silos that are there now.</summary>
    public void Take(DateTimeOffset now, IReadOnlyList<NamedSilo> silos)
    {
        var names = silos.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _there.Values.Where(s => !names.Contains(s.Name)).ToArray())
        {
            // The others may have said it first: who is lost and who is there are two looks.
            if (_events.LastOrDefault(e => e.Silo == gone.Name)?.What is not (SiloChange.Lost or SiloChange.Left))
                Add(new ClusterEvent(now, gone.Name, gone.IsLeaving ? SiloChange.Left : SiloChange.Lost));
            _there.Remove(gone.Name);
        }
        foreach (var silo in silos)
        {
            bool isKnown = _there.TryGetValue(silo.Name, out var before);
            if (!isKnown && silo.Joined is { } joined)
                Add(new ClusterEvent(joined, silo.Name, SiloChange.Joined));
            if (silo.IsLeaving && before is not { IsLeaving: true })
                Add(new ClusterEvent(now, silo.Name, SiloChange.Leaving));
            if (isKnown || silo.Joined is not null)
                _there[silo.Name] = silo;
        }
        _samples.Enqueue(new MemorySample(now, silos.ToDictionary(s => s.Name, s => s.Bytes)));
        if (_samples.Count > MostSamples)
            _samples.Dequeue();
    }

    /// <summary>Takes silos that the cluster has given up, also before somebody looked.</summary>
    public void Take(IReadOnlyList<LostSilo> lost)
    {
        foreach (var silo in lost.Where(silo => !_events.Exists(e => e.Silo == silo.Name && e.What is SiloChange.Lost or SiloChange.Left)))
            Add(new ClusterEvent(silo.At, silo.Name, SiloChange.Lost));
    }

    private void Add(ClusterEvent happened)
    {
        _events.Add(happened);
        if (_events.Count > MostEvents)
            _events.RemoveAt(0);
    }
}
