namespace Grid.Hosting;

/// <summary>
/// Where each grain is that is placed by a rule of ours. A grain stays where it was placed; what holds data moves only as
/// far as the balance asks for it. For use within one grain's turns.
/// </summary>
internal sealed class PlacementTable
{
    // What is found elsewhere so long after it was given a place has gone its own way, and is taken to be where it is.
    private const long PlaceHolds = 5_000;

    private readonly Dictionary<GrainId, Place> _places = [];
    private readonly PlacementTotals _totals = new();

    /// <summary>The silo of a grain; chosen now where it has none that is there.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="caller">The silo that asks; null for none that takes work.</param>
    /// <param name="takers">The silos that take work, at least one.</param>
    public string Locate(GrainId grain, PlacementRule rule, string? caller, IReadOnlyList<SiloInfo> takers)
    {
        if (_places.TryGetValue(grain, out var place) && takers.Any(t => t.Name == place.Silo))
            return place.Silo;
        string silo = Choose(grain, rule, caller, takers);
        Put(grain, new Place(silo, rule, place.Bytes, Environment.TickCount64));
        return silo;
    }

    /// <summary>Takes what a silo says that it has, and what has ended there.</summary>
    public void Take(string silo, IReadOnlyList<HeldGrain> held, IReadOnlyList<GrainId> ended)
    {
        foreach (var grain in ended)
        {
            if (_places.TryGetValue(grain, out var place) && place.Silo == silo)
                Forget(grain, place);
        }
        foreach (var (grain, rule, bytes) in held)
        {
            long now = Environment.TickCount64;
            // What is on its way to another silo stays noted there.
            if (!_places.TryGetValue(grain, out var place) || place.Silo == silo || now - place.Since > PlaceHolds)
                Put(grain, new Place(silo, rule, bytes, now));
        }
    }

    /// <summary>Gives a silo that has joined its share of the bytes: from those that have the most, until it has what the others have.</summary>
    /// <returns>What moves.</returns>
    public IReadOnlyList<GrainId> Fill(string joined, IReadOnlyList<SiloInfo> takers)
    {
        var moves = new List<GrainId>();
        var loads = _totals.Loads(takers);
        if (!loads.TryGetValue(joined, out double held))
            return moves;
        double average = loads.Values.Average();
        while (true)
        {
            var (fullest, most) = loads.MaxBy(l => (l.Value, l.Key));
            double room = average - held;
            // An even split of what is left over is as near as it gets.
            var next = _places.Where(p => p.Value.Silo == fullest && p.Value is { Bytes: > 0, Rule: PlacementRule.Bytes }
                    && p.Value.Bytes <= 2 * room && p.Value.Bytes < most - held)
                .OrderByDescending(p => Rendezvous.Weight(p.Key.ToString(), joined)).Select(p => (GrainId?)p.Key).FirstOrDefault();
            if (next is not { } grain || fullest == joined)
                return moves;
            var place = _places[grain];
            loads[fullest] -= place.Bytes;
            loads[joined] = held += place.Bytes;
            moves.Add(grain);
            Put(grain, place with { Silo = joined, Since = Environment.TickCount64 });
        }
    }

    /// <summary>Gives what holds data on a silo that leaves to those that stay.</summary>
    /// <returns>What moves.</returns>
    public IReadOnlyList<GrainId> Empty(string leaving, IReadOnlyList<SiloInfo> takers)
    {
        var moves = new List<GrainId>();
        if (takers.Any(t => t.Name == leaving))
            return moves;
        foreach (var (grain, place) in _places.Where(p => p.Value.Silo == leaving && p.Value.Rule == PlacementRule.Bytes).ToArray())
        {
            Put(grain, place with { Silo = Choose(grain, place.Rule, null, takers), Since = Environment.TickCount64 });
            moves.Add(grain);
        }
        return moves;
    }

    private string Choose(GrainId grain, PlacementRule rule, string? caller, IReadOnlyList<SiloInfo> takers)
    {
        if (rule == PlacementRule.Bytes)
        {
            var loads = _totals.Loads(takers);
            return takers.MinBy(t => (loads[t.Name], ulong.MaxValue - Rendezvous.Weight(grain.ToString(), t.Name)))!.Name;
        }
        bool local = rule == PlacementRule.LeastLoadedOrLocal;
        return takers.MinBy(t => (
            _totals.Count(grain.Type, t.Name), local && t.Name == caller ? 0 : 1, ulong.MaxValue - Rendezvous.Weight(grain.ToString(), t.Name)))!.Name;
    }

    private void Put(GrainId grain, Place place)
    {
        if (_places.TryGetValue(grain, out var before))
            _totals.Remove(grain, before.Silo, before.Rule, before.Bytes);
        _places[grain] = place;
        _totals.Add(grain, place.Silo, place.Rule, place.Bytes);
    }

    private void Forget(GrainId grain, Place place)
    {
        _places.Remove(grain);
        _totals.Remove(grain, place.Silo, place.Rule, place.Bytes);
    }

    private readonly record struct Place(string Silo, PlacementRule Rule, long Bytes, long Since);
}
