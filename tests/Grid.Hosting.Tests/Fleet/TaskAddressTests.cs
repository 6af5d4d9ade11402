using System.Net;
using System.Net.Sockets;

namespace Grid.Hosting.Tests.Fleet;

public sealed class TaskAddressTests
{
    [Fact]
    public async Task The_address_is_that_of_the_tasks_network()
    {
        using var metadata = new Metadata("""{"DockerId":"x","Networks":[{"NetworkMode":"awsvpc","IPv4Addresses":["10.0.3.7"],"SubnetGatewayIpv4Address":"10.0.3.1/24"}]}""");

        Assert.Equal(IPAddress.Parse("10.0.3.7"), await TaskAddress.AskAsync(metadata.Address, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"DockerId":"x"}""", "names no network with an IPv4 address")]
    [InlineData("""{"Networks":[{"NetworkMode":"awsvpc"}]}""", "names no network with an IPv4 address")]
    [InlineData("not found", "cannot be read")]
    public async Task What_does_not_tell_an_address_is_refused(string answer, string why)
    {
        using var metadata = new Metadata(answer);

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => TaskAddress.AskAsync(metadata.Address, TestContext.Current.CancellationToken));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(metadata.Address.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_said_to_be_for_ECS_to_set()
    {
        Uri address;
        using (var metadata = new Metadata(""))
            address = metadata.Address;

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => TaskAddress.AskAsync(address, TestContext.Current.CancellationToken));

        Assert.Contains("ECS_CONTAINER_METADATA_URI_V4 is for ECS to set", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The task metadata endpoint, with one answer to everything.</summary>
    private sealed class Metadata : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Metadata(string answer)
        {
            _listener.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v4/container");
            _ = AnswerAsync(answer);
        }

        public Uri Address { get; }

        public void Dispose() => _listener.Dispose();

        private async Task AnswerAsync(string answer)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                byte[] request = new byte[4096];
                _ = await stream.ReadAsync(request);
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n{answer}"));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Nobody asked.
            }
        }
    }
}
