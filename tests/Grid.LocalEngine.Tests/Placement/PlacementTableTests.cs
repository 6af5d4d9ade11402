namespace Grid.LocalEngine.Tests.Placement;

public sealed class PlacementTableTests
{
    private readonly PlacementTable _table = new(new GrainTypes([typeof(StoreGrain).Assembly]));

    [Fact]
    public void Grains_that_hold_data_are_spread_evenly_and_stay()
    {
        var view = View(3);
        var placed = Place(60, view);

        Assert.All(placed.CountBy(p => p.Value), silo => Assert.Equal(20, silo.Value));
        Assert.Equal(placed, Place(60, view));
    }

    [Theory]
    [InlineData(2, 40)]
    [InlineData(3, 64)]
    [InlineData(5, 200)]
    public void When_a_silo_leaves_only_its_grains_move_and_evenly(int silos, int grains)
    {
        var before = Filled(grains, View(silos), i => 1000);
        var left = new ClusterView([.. View(silos).Silos.Skip(1)]);

        var after = Place(grains, left);

        Assert.All(before.Where(p => p.Value != "s0"), p => Assert.Equal(p.Value, after[p.Key]));
        var counts = after.CountBy(p => p.Value).Select(c => c.Value).ToArray();
        Assert.True(counts.Max() - counts.Min() <= 1);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(3, 64)]
    [InlineData(3, 500)]
    [InlineData(7, 160)]
    public void A_silo_that_joins_takes_its_share_of_the_bytes_and_nothing_else_moves(int silos, int grains)
    {
        long Bytes(int i) => 900 + (i * 37 % 200);
        var before = Filled(grains, View(silos), Bytes);
        var wider = View(silos + 1);

        var moves = _table.Fill($"s{silos}", wider);

        Assert.All(moves, m => Assert.Equal($"s{silos}", m.To));
        var after = Place(grains, wider);
        Assert.Equal(moves.Select(m => m.Grain).ToHashSet(), after.Where(p => before[p.Key] != p.Value).Select(p => p.Key).ToHashSet());
        double share = moves.Sum(m => (double)Bytes(int.Parse(m.Grain.Key))) / Enumerable.Range(0, grains).Sum(i => (double)Bytes(i));
        Assert.InRange(share, 0.75 / (silos + 1), 1.2 / (silos + 1));
    }

    [Fact]
    public void A_silo_that_leaves_gives_away_what_holds_data()
    {
        Filled(40, View(4), _ => 10);
        var leaving = View(4, leaving: "s1");

        var moves = _table.Empty("s1", leaving);

        Assert.Equal(10, moves.Count);
        Assert.All(moves, m => Assert.NotEqual("s1", m.To));
        Assert.DoesNotContain("s1", Place(40, leaving).Values);
    }

    [Fact]
    public void A_silo_that_leaves_gives_away_what_it_is_for_by_hash_and_keeps_what_computes()
    {
        var view = View(2);
        var works = Enumerable.Range(0, 20).Select(i => new GrainId("work", $"{i}")).ToArray();
        var before = works.ToDictionary(g => g, g => _table.Locate(g, null, view));
        Assert.Equal("s1", _table.Locate(new GrainId("trial", "0"), "s1", view));

        var moves = _table.Empty("s1", View(2, leaving: "s1"));

        Assert.Equal(before.Where(p => p.Value == "s1").Select(p => p.Key).ToHashSet(), moves.Select(m => m.Grain).ToHashSet());
        Assert.Equal("s1", _table.Locate(new GrainId("trial", "0"), "s1", View(2, leaving: "s1")));
    }

    [Fact]
    public void Nothing_moves_where_no_silo_stays()
    {
        Filled(10, View(1), _ => 10);

        Assert.Empty(_table.Empty("s0", View(1, leaving: "s0")));
    }

    [Fact]
    public void A_silo_without_room_by_its_lease_takes_no_more_while_another_has_room()
    {
        var view = new ClusterView([View(1).Silos[0] with { Budget = 1000, Bytes = 990 }, View(2).Silos[1] with { Budget = 1000 }]);
        _table.Add(new GrainId("store", "big"), "s1", 400);

        Assert.Equal("s1", _table.Locate(new GrainId("store", "next"), null, view));
    }

    [Fact]
    public void Bytes_count_and_not_grains_and_more_room_takes_more()
    {
        var view = View(2);
        var big = new GrainId("store", "big");
        string of = _table.Locate(big, null, view);
        _table.Add(big, of, 10_000);
        foreach (int i in Enumerable.Range(0, 10))
        {
            var small = new GrainId("store", $"{i}");
            string silo = _table.Locate(small, null, view);
            _table.Add(small, silo, 1000);
            Assert.NotEqual(of, silo);
        }

        _table.Clear();
        var uneven = new ClusterView([View(1).Silos[0] with { Budget = 3000 }, View(2).Silos[1] with { Budget = 1000 }]);
        Assert.Equal(30, Filled(40, uneven, _ => 10).Values.Count(s => s == "s0"));
    }

    [Fact]
    public void Trials_go_to_the_least_loaded_and_prefer_the_caller_s_silo()
    {
        var view = View(3);

        Assert.Equal("s2", _table.Locate(new GrainId("trial", "0"), "s2", view));
        var others = new[] { _table.Locate(new GrainId("trial", "1"), "s2", view), _table.Locate(new GrainId("trial", "2"), "s2", view) };
        Assert.Equal(["s0", "s1"], others.Order());
        _table.End(new GrainId("trial", "0"), "s2");
        Assert.Equal("s2", _table.Locate(new GrainId("trial", "3"), "s0", view));
    }

    [Fact]
    public void Other_grains_keep_to_their_hash_and_only_those_of_a_silo_that_left_move()
    {
        var view = View(4);
        var before = Enumerable.Range(0, 400).ToDictionary(i => i, i => _table.Locate(new GrainId("work", $"{i}"), null, view));
        Assert.All(before.CountBy(p => p.Value), silo => Assert.InRange(silo.Value, 60, 140));

        var left = new ClusterView([.. view.Silos.Skip(1)]);
        Assert.All(before.Where(p => p.Value != "s0"), p => Assert.Equal(p.Value, _table.Locate(new GrainId("work", $"{p.Key}"), null, left)));
        Assert.Equal(before, Enumerable.Range(0, 400).ToDictionary(i => i, i => Rendezvous.Choose($"work/{i}", view.Silos.Select(s => s.Name))));
    }

    [Fact]
    public void Of_two_silos_that_claim_a_grain_the_first_to_be_known_keeps_it()
    {
        var grain = new GrainId("work", "one");
        _table.Add(grain, "s1", 0);
        _table.Add(grain, "s2", 0);
        _table.End(grain, "s2");

        Assert.Equal("s1", _table.Locate(grain, null, View(3)));
    }

    private Dictionary<GrainId, string> Filled(int grains, ClusterView view, Func<int, long> bytes)
    {
        var placed = Place(grains, view);
        foreach (var (grain, silo) in placed)
            _table.Add(grain, silo, bytes(int.Parse(grain.Key)));
        return placed;
    }

    private Dictionary<GrainId, string> Place(int grains, ClusterView view) =>
        Enumerable.Range(0, grains).Select(i => new GrainId("store", $"{i}")).ToDictionary(g => g, g => _table.Locate(g, null, view));

    private static ClusterView View(int silos, string? leaving = null) => new([.. Enumerable.Range(0, silos).Select(i => new SiloInfo
    {
        Name = $"s{i}",
        Process = 1,
        Address = "",
        Protocol = 1,
        Joined = i,
        State = leaving == $"s{i}" ? SiloState.Leaving : SiloState.Active,
    })]);
}
