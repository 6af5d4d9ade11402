using Arrow.Flight.Foreign;
using Grid.Columns;

namespace Grid.Flight.Tests;

/// <summary>Endpoints name the doors of the silos where their partitions lie.</summary>
public sealed class EndpointTests(DoorFixture door)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"dataset":"many","ordered":false}""", 1)]
    [InlineData("""{"dataset":"trips","ordered":false,"streams":2}""", 2)]
    [InlineData("""{"dataset":"many","ordered":true}""", null)]
    public async Task Each_endpoint_names_the_door_of_the_silo_that_holds_its_partitions(string command, int? each)
    {
        using var client = DoorClient.Of(door.Cluster);
        await using var plain = OrleansClient.Connect(door.Cluster.Shared);
        var hosts = await plain.GrainFactory.GetGrain<IManagementGrain>(0).GetDetailedHosts(true, Token);
        var doors = door.Cluster.Leases.ToDictionary(silo => silo.Name, silo => silo.Flight!);
        var words = CommandReader.Read(System.Text.Encoding.UTF8.GetBytes(command));

        var info = await client.InfoAsync(DoorClient.Command(command));

        Assert.Equal(words.Ordered, info.Ordered);
        Assert.Equal(doors.Values.Order(), info.Endpoint.Select(Door).Distinct().Order());
        if (each is { } number)
            Assert.Equal(Enumerable.Repeat(number, doors.Count), info.Endpoint.CountBy(Door).Select(at => at.Value));
        else
            Assert.All(info.Endpoint.Zip(info.Endpoint.Skip(1)), pair => Assert.NotEqual(Door(pair.First), Door(pair.Second)));
        var seal = new TicketSeal(OrleansClient.FlightTokenOf(door.Cluster.Shared)!);
        int partitions = 0;
        foreach (var endpoint in info.Endpoint)
        {
            // What the plan goes by is the placement's table; this is Orleans' own directory.
            var content = seal.Open(endpoint.Ticket.Ticket_.Span);
            foreach (int partition in content.Runs!.SelectMany(run => Enumerable.Range(run.First, run.Count)))
            {
                var grain = plain.GrainFactory.GetGrain<IPartitionGrain>($"{content.Load}/{partition}");
                var at = await plain.GrainFactory.GetGrain<IManagementGrain>(0).GetActivationAddress(grain, Token);
                Assert.Equal(Door(endpoint), doors[hosts.Single(host => host.SiloAddress.Equals(at)).SiloName]);
                partitions++;
            }
        }
        Assert.Equal(seal.Open((await client.InfoAsync(DoorClient.Path(words.Dataset))).Endpoint.Single().Ticket.Ticket_.Span).Runs!.Single().Count, partitions);
        Assert.True(partitions > 2);
    }

    [Fact]
    public async Task Read_side_by_side_at_the_doors_they_name_they_are_all_rows()
    {
        using var client = DoorClient.Of(door.Cluster);
        var expected = Cells.OfStream(await client.StreamAsync((await client.InfoAsync(DoorClient.Path("trips"))).Endpoint.Single().Ticket));

        var info = await client.InfoAsync(DoorClient.Command("""{"dataset":"trips","ordered":false,"streams":2}"""));
        var parts = await Task.WhenAll(info.Endpoint.Select(async endpoint =>
        {
            using var at = new DoorClient(Door(endpoint), OrleansClient.FlightTokenOf(door.Cluster.Shared));
            return Cells.OfStream(await at.StreamAsync(endpoint.Ticket)).Skip(1).ToArray();
        }));

        Assert.Equal(4, parts.Length);
        Assert.All(parts, part => Assert.NotEmpty(part));
        Assert.Equal(expected.Skip(1).Order(StringComparer.Ordinal), parts.SelectMany(part => part).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task So_many_streams_in_order_name_doors_and_are_the_rows_in_order()
    {
        using var client = DoorClient.Of(door.Cluster);

        var info = await client.InfoAsync(DoorClient.Command("""{"dataset":"trips","streams":2}"""));

        Assert.True(info.Ordered);
        Assert.Equal(2, info.Endpoint.Count);
        Assert.Subset(door.Cluster.Leases.Select(silo => silo.Flight!).ToHashSet(), info.Endpoint.Select(Door).ToHashSet());
        int[] rows = [.. await Task.WhenAll(info.Endpoint.Select(async endpoint =>
        {
            using var at = new DoorClient(Door(endpoint), OrleansClient.FlightTokenOf(door.Cluster.Shared));
            return ArrowStreamReader.Open(await at.StreamAsync(endpoint.Ticket)).ReadAll().Sum(batch => batch.Length);
        }))];
        Assert.Equal(DoorFixture.Rows, rows.Sum());
        Assert.All(rows, count => Assert.True(count > 0));
    }

    [Theory]
    [InlineData("""{"dataset":"trips"}""")]
    [InlineData("""{"dataset":"trips","sort":"id","ordered":true}""")]
    [InlineData("""{"dataset":"trips","describe":true}""")]
    public async Task What_is_one_stream_is_read_where_it_is_asked_for(string command)
    {
        using var client = DoorClient.Of(door.Cluster);

        Assert.Empty((await client.InfoAsync(DoorClient.Command(command))).Endpoint.Single().Location);
    }

    [Fact]
    public async Task Partitions_that_have_moved_since_are_read_all_the_same()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await using var grid = await cluster.ConnectAsync();
        string path = Trips.Write(cluster.Folder, "trips.csv", 5_000, seed: 1);
        await (await grid.LoadCsvAsync("trips", [path], new Sources.CsvOptions { SplitBytes = 50_000 }, Token)).PersistAsync(cancellation: Token);
        var staying = cluster.Leases.Single(silo => silo.Process == cluster.All[0].Id);
        using var client = new DoorClient(staying.Flight!, OrleansClient.FlightTokenOf(cluster.Shared));
        var info = await client.InfoAsync(DoorClient.Command("""{"dataset":"trips","ordered":false}"""));
        Assert.Equal(2, info.Endpoint.Select(Door).Distinct().Count());

        cluster.All[1].Terminate();
        await cluster.All[1].EndedAsync();

        var rows = new List<string>();
        foreach (var endpoint in info.Endpoint)
            rows.AddRange(Cells.OfStream(await client.StreamAsync(endpoint.Ticket)).Skip(1));
        var expected = Cells.OfStream(await client.StreamAsync((await client.InfoAsync(DoorClient.Path("trips"))).Endpoint.Single().Ticket)).Skip(1);
        Assert.Equal(5_000, rows.Count);
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static string Door(FlightEndpoint endpoint) => endpoint.Location.Single().Uri;
}
