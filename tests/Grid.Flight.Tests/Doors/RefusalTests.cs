using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Arrow.Flight.Foreign;
using Google.Protobuf;
using Grpc.Core;

namespace Grid.Flight.Tests;

public sealed class RefusalTests(DoorFixture door)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Nobody_comes_in_without_the_token(string? token)
    {
        using var client = new DoorClient(door.Cluster.Leases[0].Flight!, token);

        var info = await Assert.ThrowsAsync<RpcException>(() => client.InfoAsync(DoorClient.Path("trips")));
        var get = await Assert.ThrowsAsync<RpcException>(() => client.StreamAsync(new Ticket()));
        using var put = client.Calls.DoPut(client.Headers, cancellationToken: Token);
        var refused = await Assert.ThrowsAsync<RpcException>(() => put.ResponseStream.MoveNext(Token));

        Assert.All([info, get, refused], fault =>
        {
            Assert.Equal(StatusCode.Unauthenticated, fault.StatusCode);
            Assert.Contains("grid status --output json", fault.Status.Detail, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_handshake_changes_the_token_as_a_password_for_the_header()
    {
        string token = OrleansClient.FlightTokenOf(door.Cluster.Shared)!;
        using var client = new DoorClient(door.Cluster.Leases[0].Flight!, null);

        using var call = client.Calls.Handshake(Basic($"anyone:{token}"), cancellationToken: Token);
        string? bearer = (await call.ResponseHeadersAsync).GetValue("authorization");
        using var wrong = client.Calls.Handshake(Basic("anyone:wrong"), cancellationToken: Token);
        var refused = await Assert.ThrowsAsync<RpcException>(() => wrong.ResponseStream.MoveNext(Token));

        Assert.Equal($"Bearer {token}", bearer);
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Theory]
    [InlineData("""{"dataset":"trps"}""", StatusCode.NotFound, "there is no dataset 'trps' in the cluster; it has ")]
    [InlineData("""{"dataset":"trips","groupBy":["paid"],"agg":["count()"]}""", StatusCode.InvalidArgument, "command: \"groupBy\" is not known; did you mean \"groupby\"?")]
    [InlineData("""{"dataset":"trips","where":"far > 1"}""", StatusCode.InvalidArgument, "fare")]
    [InlineData("""{"dataset":"trips","aggregate":["median(paid)"]}""", StatusCode.InvalidArgument, "median")]
    [InlineData("""{"dataset":"trips","where":"fare >"}""", StatusCode.InvalidArgument, "")]
    [InlineData("""{"dataset":"trips","describe":true,"counts":"paid"}""", StatusCode.InvalidArgument, "two questions")]
    [InlineData("""{"dataset":"trips"}}""", StatusCode.InvalidArgument, "expected a JSON object")]
    [InlineData("", StatusCode.InvalidArgument, "there is no \"dataset\"")]
    public async Task What_cannot_be_asked_is_refused_with_one_status_in_words(string command, StatusCode status, string says)
    {
        using var client = DoorClient.Of(door.Cluster);

        foreach (var call in new Func<Task>[] { () => client.InfoAsync(DoorClient.Command(command)), async () => await client.Calls.GetSchemaAsync(DoorClient.Command(command), client.Headers, cancellationToken: Token) })
        {
            var fault = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal(status, fault.StatusCode);
            Assert.Contains(says, fault.Status.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', fault.Status.Detail);
        }
    }

    [Fact]
    public async Task Descriptors_that_are_no_dataset_and_no_command_are_refused()
    {
        using var client = DoorClient.Of(door.Cluster);

        foreach (var strange in new[] { new FlightDescriptor(), DoorClient.Path(""), new FlightDescriptor { Type = FlightDescriptor.Types.DescriptorType.Path, Path = { "a", "b" } }, new FlightDescriptor { Type = FlightDescriptor.Types.DescriptorType.Path } })
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => client.InfoAsync(strange))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => client.InfoAsync(DoorClient.Path("a/b")))).StatusCode);
    }

    [Fact]
    public async Task Tickets_that_no_silo_has_given_are_refused_and_those_of_an_earlier_load()
    {
        using var client = DoorClient.Of(door.Cluster);
        byte[] good = (await client.InfoAsync(DoorClient.Path("trips"))).Endpoint.Single().Ticket.Ticket_.ToByteArray();
        byte[] turned = [.. good];
        turned[^3] ^= 1;

        foreach (byte[] bad in new[] { [], new byte[31], new byte[32], new byte[100], turned, good[..^1], [.. good, 0], "{\"dataset\":\"trips\"}"u8.ToArray() })
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => client.StreamAsync(new Ticket { Ticket_ = ByteString.CopyFrom(bad) }));
            Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
            Assert.StartsWith("ticket: ", fault.Status.Detail, StringComparison.Ordinal);
        }

        string path = Path.Combine(door.Cluster.Folder, "again.csv");
        await File.WriteAllTextAsync(path, "a\n1\n", Token);
        await (await door.Grid.LoadCsvAsync("again", [path], cancellation: Token)).PersistAsync(cancellation: Token);
        var old = (await client.InfoAsync(DoorClient.Path("again"))).Endpoint.Single().Ticket;
        await door.Grid.DropDatasetAsync("again", Token);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => client.StreamAsync(old))).StatusCode);
        await (await door.Grid.LoadCsvAsync("again", [path], cancellation: Token)).PersistAsync(cancellation: Token);
        var late = await Assert.ThrowsAsync<RpcException>(() => client.StreamAsync(old));
        Assert.Equal(StatusCode.FailedPrecondition, late.StatusCode);
        Assert.Contains("loaded anew", late.Status.Detail, StringComparison.Ordinal);
        await door.Grid.DropDatasetAsync("again", Token);
    }

    [Fact]
    public async Task What_the_door_does_not_do_is_told_to_be_unimplemented()
    {
        using var client = DoorClient.Of(door.Cluster);

        using var exchange = client.Calls.DoExchange(client.Headers, cancellationToken: Token);
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => exchange.ResponseStream.MoveNext(Token))).StatusCode);
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(async () => await client.Calls.PollFlightInfoAsync(DoorClient.Path("trips"), client.Headers, cancellationToken: Token))).StatusCode);
    }

    [Fact]
    public async Task A_message_larger_than_the_door_takes_is_refused_before_it_has_come()
    {
        using var http = new HttpClient();
        // The length alone, in front of what is never sent.
        byte[] prefix = new byte[6];
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), FlightDoor.MostBytes + 1);
        using var put = new HttpRequestMessage(HttpMethod.Post, door.Cluster.Leases[0].Flight!.Replace("grpc://", "http://", StringComparison.Ordinal) + "/arrow.flight.protocol.FlightService/DoPut")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(prefix),
        };
        put.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        put.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        put.Headers.Authorization = new AuthenticationHeaderValue("Bearer", OrleansClient.FlightTokenOf(door.Cluster.Shared));

        using var answer = await http.SendAsync(put, Token);
        await answer.Content.ReadAsByteArrayAsync(Token);

        string[] status = [.. answer.TrailingHeaders.Concat(answer.Headers).Where(header => header.Key == "grpc-status").SelectMany(header => header.Value)];
        Assert.Equal([((int)StatusCode.ResourceExhausted).ToString(CultureInfo.InvariantCulture)], status);
        Assert.True(door.Cluster.All[0].IsRunning);
    }

    private static Metadata Basic(string pair) => new() { { "authorization", $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pair))}" } };
}
