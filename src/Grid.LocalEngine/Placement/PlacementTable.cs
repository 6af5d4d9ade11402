namespace Grid.LocalEngine;

/// <summary>
/// Where each grain of the cluster is: the leader's knowledge, gathered from the silos when it becomes the leader. A grain
/// stays where it was placed; what holds data moves only as far as the balance asks for it.
/// </summary>
internal sealed class PlacementTable(GrainTypes types)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GrainId, Place> _places = [];

    /// <summary>The silo of a grain; chosen now where it has none that is there.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="caller">The silo that asks; null for a client.</param>
    /// <param name="view">The silos.</param>
    public string Locate(GrainId grain, string? caller, ClusterView view)
    {
        lock (_gate)
        {
            if (_places.TryGetValue(grain, out var place) && view[place.Silo] is not null)
                return place.Silo;
            string silo = Choose(grain, caller, view);
            _places[grain] = place with { Silo = silo };
            return silo;
        }
    }

    /// <summary>Takes what a silo says that it has.</summary>
    public void Add(GrainId grain, string silo, long bytes)
    {
        lock (_gate)
        {
            // Of two that claim a grain, the first to be known keeps it.
            if (!_places.TryGetValue(grain, out var place) || place.Silo == silo)
                _places[grain] = new Place(silo, bytes);
        }
    }

    /// <summary>Forgets a grain that has ended on a silo.</summary>
    public void End(GrainId grain, string silo)
    {
        lock (_gate)
        {
            if (_places.TryGetValue(grain, out var place) && place.Silo == silo)
                _places.Remove(grain);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
            _places.Clear();
    }

    /// <summary>
    /// Gives a silo that has joined its share of the bytes: from those that have the most, until it has what the others have.
    /// </summary>
    public IReadOnlyList<GrainMove> Fill(string joined, ClusterView view)
    {
        var moves = new List<GrainMove>();
        lock (_gate)
        {
            var loads = Loads(view);
            if (!loads.TryGetValue(joined, out double held))
                return moves;
            double average = loads.Values.Average();
            while (true)
            {
                var (fullest, most) = loads.MaxBy(l => (l.Value, l.Key));
                double room = average - held;
                // An even split of what is left over is as near as it gets.
                var next = _places.Where(p => p.Value.Silo == fullest && p.Value.Bytes > 0 && Kind(p.Key) == GrainPlacement.Bytes
                        && p.Value.Bytes <= 2 * room && p.Value.Bytes < most - held)
                    .OrderByDescending(p => Rendezvous.Weight(p.Key.ToString(), joined)).Select(p => (GrainId?)p.Key).FirstOrDefault();
                if (next is not { } grain || fullest == joined)
                    return moves;
                var place = _places[grain];
                loads[fullest] -= place.Bytes;
                loads[joined] = held += place.Bytes;
                moves.Add(new GrainMove(grain, fullest, joined));
                _places[grain] = place with { Silo = joined };
            }
        }
    }

    /// <summary>
    /// Gives what is on a silo that leaves to those that stay. What computes there comes to its end, and what works beside
    /// others ends with them; where nobody stays, nothing moves.
    /// </summary>
    public IReadOnlyList<GrainMove> Empty(string leaving, ClusterView view)
    {
        var moves = new List<GrainMove>();
        if (view.Takers.Any(s => s.State == SiloState.Leaving))
            return moves;
        lock (_gate)
        {
            foreach (var (grain, place) in _places.Where(p => p.Value.Silo == leaving && Kind(p.Key) is GrainPlacement.Bytes or GrainPlacement.Hash).ToArray())
            {
                string silo = Choose(grain, null, view);
                if (silo == leaving)
                    continue;
                moves.Add(new GrainMove(grain, leaving, silo));
                _places[grain] = place with { Silo = silo };
            }
        }
        return moves;
    }

    private GrainPlacement Kind(GrainId grain) => types.Class(grain.Type).Placement;

    private string Choose(GrainId grain, string? caller, ClusterView view)
    {
        var names = view.Takers.Select(s => s.Name);
        switch (Kind(grain))
        {
            case GrainPlacement.Bytes:
                var (loads, full) = (Loads(view), Full(view));
                return names.MinBy(name => (full.Contains(name), loads[name], ulong.MaxValue - Rendezvous.Weight(grain.ToString(), name)))!;
            case GrainPlacement.LeastLoaded:
                var counts = _places.Where(p => p.Key.Type == grain.Type).CountBy(p => p.Value.Silo).ToDictionary();
                bool local = types.Class(grain.Type).PrefersLocal;
                return names.MinBy(name => (
                    counts.GetValueOrDefault(name), local && name == caller ? 0 : 1, ulong.MaxValue - Rendezvous.Weight(grain.ToString(), name)))!;
            default:
                return Rendezvous.Choose(grain.ToString(), names);
        }
    }

    // Silos whose budgets another grain of the usual size would not fit, by what the table knows and by what their leases say.
    private HashSet<string> Full(ClusterView view)
    {
        var held = view.Takers.ToDictionary(s => s.Name, _ => 0.0);
        var holders = _places.Where(p => Kind(p.Key) == GrainPlacement.Bytes && held.ContainsKey(p.Value.Silo)).Select(p => p.Value).ToArray();
        double usual = Usual(holders);
        foreach (var place in holders)
            held[place.Silo] += place.Bytes > 0 ? place.Bytes : usual;
        return [.. view.Takers.Where(s => s.Budget > 0 && Math.Max(held[s.Name], s.Bytes) + usual > s.Budget).Select(s => s.Name)];
    }

    private static double Usual(IEnumerable<Place> holders) => holders.Where(p => p.Bytes > 0).Select(p => (double)p.Bytes).DefaultIfEmpty(1).Average();

    // Bytes per silo that takes work, as a share of its budget where all have one. What is not loaded yet counts as an average one.
    private Dictionary<string, double> Loads(ClusterView view)
    {
        var loads = view.Takers.ToDictionary(s => s.Name, _ => 0.0);
        var holders = _places.Where(p => Kind(p.Key) == GrainPlacement.Bytes).Select(p => p.Value).ToArray();
        double usual = Usual(holders);
        foreach (var place in holders)
        {
            if (loads.ContainsKey(place.Silo))
                loads[place.Silo] += place.Bytes > 0 ? place.Bytes : usual;
        }
        if (view.Takers.All(s => s.Budget > 0))
        {
            double budget = view.Takers.Average(s => (double)s.Budget);
            foreach (var silo in view.Takers)
                loads[silo.Name] *= budget / silo.Budget;
        }
        return loads;
    }

    private readonly record struct Place(string Silo, long Bytes);
}
