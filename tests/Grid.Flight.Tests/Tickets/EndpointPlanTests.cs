namespace Grid.Flight.Tests;

public sealed class EndpointPlanTests
{
    [Fact]
    public void All_that_is_planned_is_each_partition_once()
    {
        var random = new Random(18);
        for (int round = 0; round < 500; round++)
        {
            string[] silos = Places(random);
            int streams = random.Next(1, 9);

            foreach (var plan in new[] { EndpointPlan.Whole(silos.Length), EndpointPlan.InOrder(silos, null), EndpointPlan.InOrder(silos, streams), EndpointPlan.BySilo(silos, streams) })
            {
                Assert.Equal(Enumerable.Range(0, silos.Length), plan.SelectMany(Partitions).Order());
                Assert.All(plan, endpoint => Assert.Equal(Partitions(endpoint).Order(), Partitions(endpoint)));
                // Runs that touch would be one.
                Assert.All(plan, endpoint => Assert.All(endpoint.Runs.Zip(endpoint.Runs.Skip(1)), pair => Assert.True(pair.First.First + pair.First.Count < pair.Second.First)));
                Assert.Equal(silos.Length == 0 ? 1 : 0, plan.Count(endpoint => endpoint.Runs.Count == 0));
            }
        }
    }

    [Fact]
    public void In_order_endpoints_follow_one_another_and_change_with_the_silo()
    {
        var random = new Random(19);
        for (int round = 0; round < 500; round++)
        {
            string[] silos = Places(random);

            var plan = EndpointPlan.InOrder(silos, null);

            Assert.Equal(Enumerable.Range(0, silos.Length), plan.SelectMany(Partitions));
            Assert.All(plan, endpoint => Assert.All(Partitions(endpoint), partition => Assert.Equal(endpoint.Silo, silos[partition])));
            Assert.All(plan.Zip(plan.Skip(1)), pair => Assert.NotEqual(pair.First.Silo, pair.Second.Silo));
        }
    }

    [Fact]
    public void So_many_streams_are_as_equal_as_can_be_and_name_who_holds_most()
    {
        var random = new Random(20);
        for (int round = 0; round < 500; round++)
        {
            string[] silos = Places(random);
            int streams = random.Next(1, 9);

            var plan = EndpointPlan.InOrder(silos, streams);

            Assert.Equal(Math.Clamp(streams, 1, Math.Max(1, silos.Length)), plan.Count);
            Assert.Equal(Enumerable.Range(0, silos.Length), plan.SelectMany(Partitions));
            Assert.True(plan.Max(endpoint => Partitions(endpoint).Count()) - plan.Min(endpoint => Partitions(endpoint).Count()) <= 1);
            foreach (var endpoint in plan.Where(_ => silos.Length > 0))
            {
                int of(string silo) => Partitions(endpoint).Count(partition => silos[partition] == silo);
                Assert.All(silos, silo => Assert.True(of(silo) <= of(endpoint.Silo!)));
            }
        }
    }

    [Fact]
    public void Silos_that_hold_as_much_of_a_stream_are_named_in_turn() =>
        Assert.Equal(["a", "b", "a", "b"], EndpointPlan.InOrder(["a", "b", "a", "b", "a", "b", "a", "b"], 4).Select(endpoint => endpoint.Silo));

    [Fact]
    public void Each_silo_has_the_endpoints_of_what_it_holds()
    {
        var random = new Random(21);
        for (int round = 0; round < 500; round++)
        {
            string[] silos = Places(random);
            int streams = random.Next(1, 9);

            var plan = EndpointPlan.BySilo(silos, streams);

            Assert.All(plan, endpoint => Assert.All(Partitions(endpoint), partition => Assert.Equal(endpoint.Silo, silos[partition])));
            foreach (var held in silos.CountBy(silo => silo))
            {
                int[] sizes = [.. plan.Where(endpoint => endpoint.Silo == held.Key).Select(endpoint => Partitions(endpoint).Count())];
                Assert.Equal(Math.Min(streams, held.Value), sizes.Length);
                Assert.True(sizes.Max() - sizes.Min() <= 1);
            }
        }
    }

    private static IEnumerable<int> Partitions(PlannedEndpoint endpoint) => endpoint.Runs.SelectMany(run => Enumerable.Range(run.First, run.Count));

    // Of some silos, now strewn and now in long runs.
    private static string[] Places(Random random)
    {
        var places = new List<string>();
        int count = random.Next(0, 40), silos = random.Next(1, 5), longest = random.Next(1, 9);
        while (places.Count < count)
            places.AddRange(Enumerable.Repeat($"silo {random.Next(silos)}", random.Next(1, longest + 1)));
        return [.. places];
    }
}
