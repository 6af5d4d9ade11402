using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Grid.Benchmarks;

/// <summary>
/// A client of a door that has HTTP/2 alone, and reads gRPC's frames into memory that it uses again, as clients in C++ and Rust do: nothing of
/// Grid's, and no copies but those that the connection makes.
/// </summary>
internal sealed class PlainReader : IDisposable
{
    private const int Prefix = 5;

    private readonly HttpClient _http;
    private readonly Uri _address;

    public PlainReader(string address, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { InitialHttp2StreamWindowSize = 16 << 20, EnableMultipleHttp2Connections = true });
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _address = new Uri(address.Replace("grpc://", "http://", StringComparison.Ordinal));
    }

    /// <summary>What is told of each message: its header, and its body.</summary>
    public delegate void Taker(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body);

    /// <summary>Reads a call's messages; tells of how many bytes their bodies were.</summary>
    /// <param name="path">The call.</param>
    /// <param name="request">Its message; null for no bytes.</param>
    /// <param name="taker">Told of each that comes; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<long> ReadAsync(string path, IMessage? request, Taker? taker, CancellationToken cancellation)
    {
        byte[] asked = new byte[Prefix + (request?.CalculateSize() ?? 0)];
        BinaryPrimitives.WriteInt32BigEndian(asked.AsSpan(1), asked.Length - Prefix);
        request?.WriteTo(asked.AsSpan(Prefix));
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, path)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(asked) };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        call.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var answer = await _http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        byte[] buffer = new byte[4 << 20];
        long bytes = 0;
        int have = 0;
        while ((have = await FillAsync(stream, buffer, have, Prefix, cancellation)) > 0)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(1)), next = Prefix + length;
            if (next + Prefix > buffer.Length)
                Array.Resize(ref buffer, 2 * (next + Prefix));
            // With the prefix of the one behind it, if that is there already.
            have = await FillAsync(stream, buffer, have, next, cancellation, next + Prefix);
            if (have < next)
                throw new EndOfStreamException($"a message of {length} bytes breaks off");
            bytes += Take(buffer.AsSpan(Prefix, length), taker);
            buffer.AsSpan(next, have - next).CopyTo(buffer);
            have -= next;
        }
        if (answer.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.Single() != "0")
            throw new IOException($"status {status.Single()}: {(answer.TrailingHeaders.TryGetValues("grpc-message", out var says) ? says.Single() : "")}");
        return bytes;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<int> FillAsync(Stream stream, byte[] buffer, int have, int least, CancellationToken cancellation, int most = Prefix)
    {
        while (have < least)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(have, Math.Max(least, most) - have), cancellation);
            if (read == 0)
                return have;
            have += read;
        }
        return have;
    }

    // A FlightData: its header is field 2, its body field 1000.
    private static int Take(ReadOnlySpan<byte> message, Taker? taker)
    {
        ReadOnlySpan<byte> header = default, body = default;
        while (!message.IsEmpty)
        {
            ulong key = Varint(ref message);
            int length = (int)Varint(ref message);
            if (key == ((2 << 3) | 2))
                header = message[..length];
            else if (key == ((1000 << 3) | 2))
                body = message[..length];
            message = message[length..];
        }
        taker?.Invoke(header, body);
        return body.Length;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        for (int i = 0; ; i++)
        {
            value |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] < 0x80)
            {
                from = from[(i + 1)..];
                return value;
            }
        }
    }
}
