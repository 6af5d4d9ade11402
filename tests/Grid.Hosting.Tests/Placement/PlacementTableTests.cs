namespace Grid.Hosting.Tests.Placement;

public sealed class PlacementTableTests
{
    private readonly PlacementTable _table = new();

    [Fact]
    public void Grains_that_hold_data_are_spread_evenly_and_stay_where_they_are()
    {
        var silos = Silos(3);

        var places = Enumerable.Range(0, 60).Select(i => _table.Locate(Partition(i), PlacementRule.Bytes, null, silos)).ToArray();

        Assert.All(silos, silo => Assert.Equal(20, places.Count(p => p == silo.Name)));
        Assert.Equal(places, Enumerable.Range(0, 60).Select(i => _table.Locate(Partition(i), PlacementRule.Bytes, null, Silos(4))));
    }

    [Fact]
    public void Silos_of_twice_the_budget_are_given_twice_the_bytes()
    {
        SiloInfo[] silos = [Silo(0) with { Budget = 100 }, Silo(1) with { Budget = 200 }];

        var places = Enumerable.Range(0, 60).Select(i => _table.Locate(Partition(i), PlacementRule.Bytes, null, silos)).ToArray();

        Assert.Equal(40, places.Count(p => p == "s1"));
    }

    [Fact]
    public void A_silo_that_joins_takes_its_share_and_the_others_keep_the_rest()
    {
        Place(60, Silos(3));
        var before = Enumerable.Range(0, 60).ToDictionary(Partition, i => Where(i, Silos(4)));

        var moves = _table.Fill("s3", Silos(4));

        Assert.Equal(15, moves.Count);
        for (int i = 0; i < 60; i++)
            Assert.Equal(moves.Contains(Partition(i)) ? "s3" : before[Partition(i)], Where(i, Silos(4)));
    }

    [Fact]
    public void What_a_silo_that_leaves_holds_goes_to_those_that_stay_and_nothing_else_moves()
    {
        Place(60, Silos(3));
        SiloInfo[] stay = [Silo(1), Silo(2)];
        var before = Enumerable.Range(0, 60).ToDictionary(Partition, i => Where(i, Silos(3)));

        var moves = _table.Empty("s0", stay);

        Assert.Equal(20, moves.Count);
        Assert.All(before, b => Assert.Equal(b.Value == "s0", moves.Contains(b.Key)));
        Assert.Equal([30, 30], stay.Select(s => Enumerable.Range(0, 60).Count(i => Where(i, stay) == s.Name)));
    }

    [Fact]
    public void Nothing_leaves_a_silo_that_nobody_is_left_to_take_over_from()
    {
        Place(6, Silos(1));

        Assert.Empty(_table.Empty("s0", Silos(1)));
    }

    [Fact]
    public void A_grain_of_a_silo_that_is_lost_is_placed_anew()
    {
        Place(60, Silos(3));
        SiloInfo[] left = [Silo(1), Silo(2)];

        Assert.All(Enumerable.Range(0, 60), i => Assert.NotEqual("s0", Where(i, left)));
    }

    [Fact]
    public void Trials_go_where_the_fewest_are_and_to_the_caller_first()
    {
        var places = Enumerable.Range(0, 4).Select(i => _table.Locate(Trial(i), PlacementRule.LeastLoadedOrLocal, "s1", Silos(3))).ToArray();

        Assert.Equal("s1", places[0]);
        Assert.Equal(["s0", "s1", "s2"], places.Take(3).Order(StringComparer.Ordinal));
        Assert.Equal("s1", places[3]);
    }

    [Fact]
    public void A_trial_that_has_ended_makes_room_for_the_next()
    {
        string first = _table.Locate(Trial(0), PlacementRule.LeastLoaded, null, Silos(1));
        _table.Take(first, [], [Trial(0)]);
        _table.Take("s1", [new HeldGrain(Trial(1), PlacementRule.LeastLoaded, 0)], []);

        Assert.Equal("s0", _table.Locate(Trial(2), PlacementRule.LeastLoaded, null, Silos(2)));
    }

    [Fact]
    public void What_is_on_its_way_stays_noted_where_it_goes()
    {
        Place(8, Silos(2));
        var moved = _table.Fill("s2", Silos(3))[0];

        _table.Take("s0", [new HeldGrain(moved, PlacementRule.Bytes, 100)], []);
        _table.Take("s1", [new HeldGrain(moved, PlacementRule.Bytes, 100)], []);

        Assert.Equal("s2", _table.Locate(moved, PlacementRule.Bytes, null, Silos(3)));
    }

    private void Place(int count, SiloInfo[] silos)
    {
        for (int i = 0; i < count; i++)
        {
            string silo = Where(i, silos);
            _table.Take(silo, [new HeldGrain(Partition(i), PlacementRule.Bytes, 100)], []);
        }
    }

    private string Where(int partition, SiloInfo[] silos) => _table.Locate(Partition(partition), PlacementRule.Bytes, null, silos);

    private static GrainId Partition(int index) => GrainId.Create("partition", $"trips/load/{index}");

    private static GrainId Trial(int index) => GrainId.Create("trial", $"{index}");

    private static SiloInfo[] Silos(int count) => [.. Enumerable.Range(0, count).Select(Silo)];

    private static SiloInfo Silo(int index) => new() { Name = $"s{index}", Process = 1, Address = "", Joined = index, Budget = 1000 };
}
