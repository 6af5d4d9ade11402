using System.Diagnostics;
using Arrow.Flight.Foreign;
using Google.Protobuf;
using Grid.Columns;
using Grpc.Core;
using Grpc.Net.Client;

namespace Grid.Benchmarks;

/// <summary>A client of a silo's door, by the messages that protobuf makes of the protocol.</summary>
internal sealed class FlightReader : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly FlightService.FlightServiceClient _calls;
    private readonly Metadata _headers;
    private readonly Process _silo;

    public FlightReader(string address, string token, int silo)
    {
        _channel = GrpcChannel.ForAddress(address.Replace("grpc://", "http://", StringComparison.Ordinal), new GrpcChannelOptions { MaxReceiveMessageSize = null });
        (_calls, _headers, _silo) = (new FlightService.FlightServiceClient(_channel), new Metadata { { "authorization", $"Bearer {token}" } }, Process.GetProcessById(silo));
    }

    /// <summary>Puts a table, and waits until it is loaded.</summary>
    public Task<FlightTransfer> PutAsync(string dataset, IEnumerable<RecordBatch> batches, CancellationToken cancellation) => MeasureAsync(async () =>
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
    });

    /// <summary>Reads what a command asks for, all its streams at once.</summary>
    public async Task<FlightTransfer> ReadAsync(string command, CancellationToken cancellation)
    {
        var info = await _calls.GetFlightInfoAsync(new FlightDescriptor { Type = FlightDescriptor.Types.DescriptorType.Cmd, Cmd = ByteString.CopyFromUtf8(command) }, _headers, cancellationToken: cancellation);
        return await MeasureAsync(async () => (await Task.WhenAll(info.Endpoint.Select(endpoint => Task.Run(() => ReadAsync(endpoint.Ticket, cancellation), cancellation)))).Sum());
    }

    public void Dispose()
    {
        _channel.Dispose();
        _silo.Dispose();
    }

    private async Task<long> ReadAsync(Ticket ticket, CancellationToken cancellation)
    {
        long bytes = 0;
        using var call = _calls.DoGet(ticket, _headers, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation))
            bytes += call.ResponseStream.Current.DataBody.Length;
        return bytes;
    }

    private async Task<FlightTransfer> MeasureAsync(Func<Task<long>> transfer)
    {
        _silo.Refresh();
        var before = _silo.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        long bytes = await transfer();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _silo.Refresh();
        return new FlightTransfer(bytes, seconds, (_silo.TotalProcessorTime - before).TotalSeconds);
    }
}
