namespace Grid.Hosting.Tests.Placement;

public class PlacementTotalsTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void What_is_kept_up_is_what_is_counted_anew(int seed)
    {
        var random = new Random(seed);
        var totals = new PlacementTotals();
        var places = new Dictionary<GrainId, (string Silo, PlacementRule Rule, long Bytes)>();
        SiloInfo[] silos = [.. Enumerable.Range(0, 4).Select(i => new SiloInfo { Name = $"s{i}", Process = 1, Address = "", Joined = i, Budget = seed == 3 ? 0 : 100 * (i + 1) })];
        for (int step = 0; step < 2_000; step++)
        {
            var grain = GrainId.Create(random.Next(2) == 0 ? "partition" : "trial", $"{random.Next(100)}");
            if (places.Remove(grain, out var before))
                totals.Remove(grain, before.Silo, before.Rule, before.Bytes);
            if (random.Next(3) > 0)
            {
                var rule = grain.Type == GrainType.Create("partition") ? PlacementRule.Bytes : PlacementRule.LeastLoaded;
                var place = places[grain] = ($"s{random.Next(5)}", rule, random.Next(2) * random.Next(1, 1_000));
                totals.Add(grain, place.Silo, place.Rule, place.Bytes);
            }

            var loads = totals.Loads(silos);
            foreach (var silo in silos)
            {
                Assert.Equal(places.Count(p => p.Key.Type == grain.Type && p.Value.Silo == silo.Name), totals.Count(grain.Type, silo.Name));
                Assert.Equal(Expected(places, silos, silo), loads[silo.Name], 1e-6);
            }
        }
    }

    private static double Expected(Dictionary<GrainId, (string Silo, PlacementRule Rule, long Bytes)> places, SiloInfo[] silos, SiloInfo silo)
    {
        var holders = places.Values.Where(p => p.Rule == PlacementRule.Bytes).ToArray();
        double usual = holders.Where(p => p.Bytes > 0).Select(p => (double)p.Bytes).DefaultIfEmpty(1).Average();
        double bytes = holders.Where(p => p.Silo == silo.Name).Sum(p => p.Bytes > 0 ? p.Bytes : usual);
        return silo.Budget > 0 ? bytes * silos.Average(s => s.Budget) / silo.Budget : bytes;
    }
}
