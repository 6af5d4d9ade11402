namespace Grid.Hosting;

/// <summary>
/// What the grains of a placement table amount to by silo, kept up as they come and go: a place is chosen at a cost that goes by the
/// silos, not by the grains. For use within one grain's turns.
/// </summary>
internal sealed class PlacementTotals
{
    private readonly Dictionary<string, Held> _held = [];
    private readonly Dictionary<(GrainType, string), int> _counts = [];
    private Held _all;

    /// <summary>Counts a grain in.</summary>
    public void Add(GrainId grain, string silo, PlacementRule rule, long bytes) => Change(grain, silo, rule, bytes, 1);

    /// <summary>Counts it out again, with what it was counted in with.</summary>
    public void Remove(GrainId grain, string silo, PlacementRule rule, long bytes) => Change(grain, silo, rule, bytes, -1);

    /// <summary>How many grains of a type are on a silo.</summary>
    public int Count(GrainType type, string silo) => _counts.GetValueOrDefault((type, silo));

    /// <summary>Bytes per silo, as a share of its budget where all have one. What is not loaded yet counts as an average one.</summary>
    public Dictionary<string, double> Loads(IReadOnlyList<SiloInfo> silos)
    {
        double usual = _all.Known > 0 ? (double)_all.Bytes / _all.Known : 1;
        double budget = silos.All(s => s.Budget > 0) ? silos.Average(s => (double)s.Budget) : 0;
        var loads = new Dictionary<string, double>(silos.Count);
        foreach (var silo in silos)
        {
            var held = _held.GetValueOrDefault(silo.Name);
            double bytes = held.Bytes + (usual * held.Unknown);
            loads[silo.Name] = budget > 0 ? bytes * budget / silo.Budget : bytes;
        }
        return loads;
    }

    private void Change(GrainId grain, string silo, PlacementRule rule, long bytes, int by)
    {
        int count = _counts[(grain.Type, silo)] = Count(grain.Type, silo) + by;
        if (count == 0)
            _counts.Remove((grain.Type, silo));
        if (rule != PlacementRule.Bytes)
            return;
        _all = _all.With(bytes, by);
        var held = _held[silo] = _held.GetValueOrDefault(silo).With(bytes, by);
        if (held == default)
            _held.Remove(silo);
    }

    // Grains whose bytes are known, and those that are not loaded yet.
    private readonly record struct Held(long Bytes, int Known, int Unknown)
    {
        public Held With(long bytes, int by) => bytes > 0 ? new(Bytes + (by * bytes), Known + by, Unknown) : this with { Unknown = Unknown + by };
    }
}
