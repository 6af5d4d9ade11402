using System.Net;
using System.Net.Sockets;
using System.Text;
using Grid.Hosting.Tests.Fleet;
using Grid.Silo;

namespace Grid.Hosting.Tests.Silos;

/// <summary>Whoever opens more connections than anybody needs.</summary>
public sealed class DoorLimitTests
{
    private static readonly byte[] Question = Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_beyond_the_limit_are_cut_and_taken_again_once_there_are_fewer()
    {
        int port = MotoServer.FreePort();
        await using var door = await HealthEndpoint.StartAsync(IPAddress.Loopback, port, () => true);
        var held = new List<TcpClient>();
        try
        {
            while (held.Count < DoorLimits.Connections)
            {
                var client = await ConnectAsync(port);
                held.Add(client);
                // One that is answered is counted.
                Assert.True(await IsAnsweredAsync(client));
            }

            using (var beyond = await ConnectAsync(port))
                Assert.False(await IsAnsweredAsync(beyond));
            foreach (var client in held.Take(10))
                client.Dispose();

            await TestFleet.UntilAsync(
                async () =>
                {
                    using var later = await ConnectAsync(port);
                    return await IsAnsweredAsync(later);
                },
                () => "another is taken");
        }
        finally
        {
            foreach (var client in held)
                client.Dispose();
        }
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        return client;
    }

    private static async Task<bool> IsAnsweredAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync(Question, Token);
            return await client.GetStream().ReadAsync(new byte[16], Token) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
