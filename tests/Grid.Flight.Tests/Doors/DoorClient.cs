using System.Buffers.Binary;
using System.Text.Json;
using Arrow.Flight.Foreign;
using Google.Protobuf;
using Grid.Columns;
using Grpc.Core;
using Grpc.Net.Client;

namespace Grid.Flight.Tests;

/// <summary>A client of the protocol that shares no code with the door: gRPC's own messages, and Arrow IPC put together from them.</summary>
internal sealed class DoorClient : IDisposable
{
    private readonly GrpcChannel _channel;

    public DoorClient(string address, string? token)
    {
        _channel = GrpcChannel.ForAddress(address.Replace("grpc://", "http://", StringComparison.Ordinal), new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        Calls = new Arrow.Flight.Foreign.FlightService.FlightServiceClient(_channel);
        Headers = token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };
    }

    public Arrow.Flight.Foreign.FlightService.FlightServiceClient Calls { get; }

    public Metadata Headers { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A client of a cluster's door.</summary>
    public static DoorClient Of(TestCluster cluster, int silo = 0) => new(cluster.Leases[silo].Flight!, OrleansClient.FlightTokenOf(cluster.Shared));

    public static FlightDescriptor Path(string name) => new() { Type = FlightDescriptor.Types.DescriptorType.Path, Path = { name } };

    public static FlightDescriptor Command(string json) => new() { Type = FlightDescriptor.Types.DescriptorType.Cmd, Cmd = ByteString.CopyFromUtf8(json) };

    public async Task<FlightInfo> InfoAsync(FlightDescriptor descriptor) => await Calls.GetFlightInfoAsync(descriptor, Headers, cancellationToken: Token);

    /// <summary>All that a descriptor stands for, as an Arrow stream, read by the project's reader.</summary>
    public async Task<IReadOnlyList<RecordBatch>> ReadAsync(FlightDescriptor descriptor)
    {
        var batches = new List<RecordBatch>();
        foreach (var endpoint in (await InfoAsync(descriptor)).Endpoint)
            batches.AddRange(ArrowStreamReader.Open(await StreamAsync(endpoint.Ticket)).ReadAll());
        return batches;
    }

    /// <summary>What a ticket stands for, as the bytes of an Arrow stream.</summary>
    public async Task<byte[]> StreamAsync(Ticket ticket)
    {
        using var stream = new MemoryStream();
        using var call = Calls.DoGet(ticket, Headers, cancellationToken: Token);
        await foreach (var data in call.ResponseStream.ReadAllAsync(Token))
            Append(stream, data);
        stream.Write([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        return stream.ToArray();
    }

    /// <summary>Puts frames, and gives what is said at the end.</summary>
    public async Task<PutResult> PutAsync(IReadOnlyList<FlightData> frames)
    {
        using var call = Calls.DoPut(Headers, cancellationToken: Token);
        try
        {
            foreach (var frame in frames)
                await call.RequestStream.WriteAsync(frame, Token);
            await call.RequestStream.CompleteAsync();
        }
        catch (RpcException)
        {
            // What was refused early is told by the replies.
        }
        catch (InvalidOperationException)
        {
        }
        Assert.True(await call.ResponseStream.MoveNext(Token));
        var result = call.ResponseStream.Current;
        Assert.False(await call.ResponseStream.MoveNext(Token));
        return result;
    }

    /// <summary>Does an action, and gives its results.</summary>
    public async Task<IReadOnlyList<JsonElement>> ActAsync(string action, string json)
    {
        using var call = Calls.DoAction(new Arrow.Flight.Foreign.Action { Type = action, Body = ByteString.CopyFromUtf8(json) }, Headers, cancellationToken: Token);
        return await call.ResponseStream.ReadAllAsync(Token).Select(result => JsonSerializer.Deserialize<JsonElement>(result.Body.Span)).ToListAsync(Token);
    }

    public void Dispose() => _channel.Dispose();

    // As Arrow has it: a mark, the padded length, the metadata, the body.
    private static void Append(MemoryStream stream, FlightData data)
    {
        int padded = (data.DataHeader.Length + 7) / 8 * 8;
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, 0xFFFFFFFF);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[4..], padded);
        stream.Write(prefix);
        stream.Write(data.DataHeader.Span);
        stream.Write(new byte[padded - data.DataHeader.Length]);
        stream.Write(data.DataBody.Span);
    }
}
