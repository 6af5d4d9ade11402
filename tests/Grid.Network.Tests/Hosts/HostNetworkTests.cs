using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Grid.Network.Tests.Hosts;

/// <summary>That hosts are hindered as the suite says: what is found with a hindrance that is none is worth nothing.</summary>
public sealed class HostNetworkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_hindered_comes_late_or_never_and_as_before_once_it_is_healed()
    {
        Assert.SkipWhen(HostNetwork.Missing is not null, HostNetwork.Missing ?? "");
        using var network = new HostNetwork(2);
        string[] within = network.Within(1);
        using var server = Process.Start(new ProcessStartInfo(within[0], [.. within[1..], "redis-server", "--bind", HostNetwork.AddressOf(1), "--protected-mode", "no", "--save", "", "--logfile", "/dev/null"]))!;
        try
        {
            using var client = await ConnectAsync(server);
            var delay = TimeSpan.FromMilliseconds(100);
            network.Hinder(1, delay, loss: 0, seed: 1);
            var clock = Stopwatch.StartNew();
            Assert.Equal("+PONG\r\n", await AskAsync(client, "PING\r\n"));
            Assert.True(clock.Elapsed >= 2 * delay, $"answered after {clock.Elapsed}");
            // More than a frame holds: what the kernel leaves to cards goes on as it came.
            string text = new('x', 300_000);
            Assert.Equal($"${text.Length}\r\n{text}\r\n", await AskAsync(client, $"*2\r\n$4\r\nECHO\r\n${text.Length}\r\n{text}\r\n"));
            Assert.EndsWith(" frames came late, 0 not at all", network.Heal(), StringComparison.Ordinal);

            network.Hinder(1, TimeSpan.Zero, loss: 1, seed: 1);
            var lost = AskAsync(client, "PING\r\n");
            await Task.Delay(delay, Token);
            Assert.False(lost.IsCompleted);
            Assert.StartsWith("0 frames came late, ", network.Heal(), StringComparison.Ordinal);
            Assert.Equal("+PONG\r\n", await lost);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<TcpClient> ConnectAsync(Process server)
    {
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(HostNetwork.AddressOf(1), 6379, Token);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                Assert.False(server.HasExited, "Redis has ended");
                await Task.Delay(20, Token);
            }
        }
    }

    private static async Task<string> AskAsync(TcpClient client, string question)
    {
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(question), Token);
        byte[] answer = new byte[question.StartsWith('*') ? "$300000\r\n\r\n".Length + 300_000 : "+PONG\r\n".Length];
        await stream.ReadExactlyAsync(answer, Token);
        return Encoding.ASCII.GetString(answer);
    }
}
