using System.Diagnostics;
using System.Net.NetworkInformation;
using Grid.Columns.Tests;
using Grpc.Core;

namespace Grid.Flight.Tests;

public sealed class DepartureTests(JavaScript node) : IClassFixture<JavaScript>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_clients_that_are_killed_in_mid_stream_nothing_is_held_afterwards()
    {
        Assert.SkipWhen(node.Missing is not null, node.Missing ?? "");
        await using var cluster = await TestCluster.StartAsync(1);
        await using var grid = await cluster.ConnectAsync();
        await using var plain = OrleansClient.Connect(cluster.Shared);
        var management = plain.GrainFactory.GetGrain<IManagementGrain>(0);
        string path = Trips.Write(cluster.Folder, "trips.csv", 30_000, seed: 1);
        await (await grid.LoadCsvAsync("trips", [path], cancellation: Token)).PersistAsync(cancellation: Token);
        string more = string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"c{i}\":\"fare + {i}\""));
        string[] kinds = ["", ",\"sort\":\"fare\"", ",\"join\":\"semi trips as t on id\""];
        // All that is there once has been asked, and is kept for a while.
        using (var client = DoorClient.Of(cluster))
        {
            foreach (string kind in kinds)
                await client.ReadAsync(DoorClient.Command("{\"dataset\":\"trips\",\"columns\":\"id\"" + kind + "}"));
        }
        int port = new Uri(cluster.Leases[0].Flight!).Port;
        await TestCluster.UntilAsync(() => Connections(port) == 0, "nobody is connected to the door");
        // Silos tell of themselves twice a second: the side of the join, which is kept, is to be among what is there before.
        await Task.Delay(2_000, Token);
        var before = (grid.Silos.Single().Bytes, Activations: await management.GetTotalActivationCount(Token));

        foreach (string kind in kinds)
        {
            var start = new ProcessStartInfo("node", ["door.mjs", cluster.Leases[0].Flight!, OrleansClient.FlightTokenOf(cluster.Shared)!, "hang", "{\"dataset\":\"trips\",\"with\":{" + more + "}" + kind + "}"])
            {
                WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "interop"),
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            Assert.StartsWith("read ", await process.StandardOutput.ReadLineAsync(Token), StringComparison.Ordinal);
            Assert.Equal(1, Connections(port));
            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        await TestCluster.UntilAsync(() => Connections(port) == 0, "the connections of those that were killed are gone");
        await TestCluster.UntilAsync(() => grid.Silos.Single() is { Jobs: 0 } silo && silo.Bytes <= before.Bytes, "the silo computes nothing, and holds what it held");
        await TestCluster.UntilAsync(() => management.GetTotalActivationCount(Token).GetAwaiter().GetResult() <= before.Activations, "no grain is there that was not");
    }

    private static int Connections(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(c => c.LocalEndPoint.Port == port && c.State == TcpState.Established);

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
