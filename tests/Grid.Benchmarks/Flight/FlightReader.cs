using Arrow.Flight.Foreign;
using Google.Protobuf;
using Grid.Columns;
using Grpc.Core;
using Grpc.Net.Client;

namespace Grid.Benchmarks;

/// <summary>A client of a silo's door, by gRPC's library for .NET and the messages that protobuf makes of the protocol.</summary>
internal sealed class FlightReader : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly FlightService.FlightServiceClient _calls;
    private readonly Metadata _headers;

    public FlightReader(string address, string token)
    {
        _channel = GrpcChannel.ForAddress(address.Replace("grpc://", "http://", StringComparison.Ordinal), new GrpcChannelOptions { MaxReceiveMessageSize = null });
        (_calls, _headers) = (new FlightService.FlightServiceClient(_channel), new Metadata { { "authorization", $"Bearer {token}" } });
    }

    /// <summary>Puts a table, and waits until it is loaded; tells of how many bytes its bodies were.</summary>
    public async Task<long> PutAsync(string dataset, IEnumerable<RecordBatch> batches, CancellationToken cancellation)
    {
        using var call = _calls.DoPut(_headers, cancellationToken: cancellation);
        StreamMessages? messages = null;
        long bytes = 0;
        foreach (var batch in batches)
        {
            if (messages is null)
            {
                messages = new StreamMessages(batch.Schema);
                var descriptor = new FlightDescriptor { Type = FlightDescriptor.Types.DescriptorType.Path, Path = { dataset } };
                await call.RequestStream.WriteAsync(new FlightData { FlightDescriptor = descriptor, DataHeader = ByteString.CopyFrom(messages.Schema().Header) }, cancellation);
            }
            foreach (var message in messages.Of(batch))
            {
                byte[] body = new byte[message.BodyLength];
                int at = 0;
                foreach (var part in message.Body)
                {
                    part.CopyTo(body.AsMemory(at));
                    at += part.Length;
                }
                bytes += body.Length;
                await call.RequestStream.WriteAsync(new FlightData { DataHeader = ByteString.CopyFrom(message.Header), DataBody = UnsafeByteOperations.UnsafeWrap(body) }, cancellation);
            }
        }
        await call.RequestStream.CompleteAsync();
        while (await call.ResponseStream.MoveNext(cancellation))
        {
        }
        return bytes;
    }

    /// <summary>The tickets of what a command asks for.</summary>
    public async Task<IReadOnlyList<Ticket>> TicketsAsync(string command, CancellationToken cancellation)
    {
        var descriptor = new FlightDescriptor { Type = FlightDescriptor.Types.DescriptorType.Cmd, Cmd = ByteString.CopyFromUtf8(command) };
        return [.. (await _calls.GetFlightInfoAsync(descriptor, _headers, cancellationToken: cancellation)).Endpoint.Select(endpoint => endpoint.Ticket)];
    }

    /// <summary>Reads streams side by side; tells of how many bytes their bodies were.</summary>
    public async Task<long> ReadAsync(IReadOnlyList<Ticket> tickets, CancellationToken cancellation) =>
        (await Task.WhenAll(tickets.Select(ticket => Task.Run(() => ReadAsync(ticket, cancellation), cancellation)))).Sum();

    public void Dispose() => _channel.Dispose();

    private async Task<long> ReadAsync(Ticket ticket, CancellationToken cancellation)
    {
        long bytes = 0;
        using var call = _calls.DoGet(ticket, _headers, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation))
            bytes += call.ResponseStream.Current.DataBody.Length;
        return bytes;
    }
}
