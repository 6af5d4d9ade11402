using Grpc.Core;

namespace Grid.Flight.Tests;

public sealed class DepartureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_stops_reading_or_goes_away_holds_up_nobody_and_a_silo_ends_all_the_same()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await using var grid = await cluster.ConnectAsync();
        string path = Trips.Write(cluster.Folder, "trips.csv", 30_000, seed: 1);
        await (await grid.LoadCsvAsync("trips", [path], cancellation: Token)).PersistAsync(cancellation: Token);
        // Far more than lies on the way between two processes.
        string more = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"c{i}\":\"fare + {i}\""));
        string wide = "{\"dataset\":\"trips\",\"with\":{" + more + "}}";
        using var reader = DoorClient.Of(cluster);
        var ticket = (await reader.InfoAsync(DoorClient.Command(wide))).Endpoint.Single().Ticket;

        using var stopped = reader.Calls.DoGet(ticket, reader.Headers, cancellationToken: Token);
        Assert.True(await stopped.ResponseStream.MoveNext(Token));
        for (int i = 0; i < 5; i++)
        {
            using var gone = DoorClient.Of(cluster);
            var call = gone.Calls.DoGet(ticket, gone.Headers, cancellationToken: Token);
            Assert.True(await call.ResponseStream.MoveNext(Token));
            call.Dispose();
        }
        using var other = DoorClient.Of(cluster);
        Assert.Equal(30_000, (await other.ReadAsync(DoorClient.Path("trips"))).Sum(b => b.Length));
        await grid.DropDatasetAsync("trips", Token);
        await TestCluster.UntilAsync(() => grid.Silos.Single().Partitions == 0, "the silo holds no partition");

        cluster.All[0].Terminate();
        await cluster.All[0].EndedAsync();

        Assert.Equal(0, cluster.All[0].ExitCode);
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stopped.ResponseStream.MoveNext(Token))
            {
            }
        });
    }
}
