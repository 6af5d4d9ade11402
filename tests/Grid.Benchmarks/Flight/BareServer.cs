using System.Buffers.Binary;
using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Grid.Benchmarks;

/// <summary>
/// <c>flight-bare</c>: a server that has nothing of Grid's and sends bytes that lie in its memory, by HTTP/2 in gRPC's frames, and over a bare
/// socket: what the machine and the transport have to give. It ends with its standard input.
/// </summary>
internal static class BareServer
{
    private const int MessageBytes = 1 << 20;
    private const int Messages = 64;

    public static Command Create()
    {
        var bytes = new Argument<long>("BYTES");
        var command = new Command("flight-bare") { bytes };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            long total = parsed.GetValue(bytes);
            // Frames as a door has them: the body is field 1000.
            byte[][] frames = [.. Enumerable.Range(0, Messages).Select(Frame)];
            await using var server = await ServeAsync(frames, total, cancellation);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen();
            _ = SendAsync(socket, frames, total);
            Console.WriteLine(server.Urls.First());
            Console.WriteLine(((IPEndPoint)socket.LocalEndPoint!).Port);
            await Console.In.ReadToEndAsync(cancellation);
            return 0;
        });
        return command;
    }

    private static async Task<WebApplication> ServeAsync(byte[][] frames, long total, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxResponseBufferSize = MessageBytes;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var server = builder.Build();
        server.Run(async context =>
        {
            context.Response.ContentType = "application/grpc";
            long sent = 0;
            for (int i = 0; sent < total; i++, sent += MessageBytes)
                await context.Response.BodyWriter.WriteAsync(frames[i % frames.Length], context.RequestAborted);
        });
        await server.StartAsync(cancellation);
        return server;
    }

    private static async Task SendAsync(Socket socket, byte[][] frames, long total)
    {
        while (true)
        {
            using var caller = await socket.AcceptAsync();
            long sent = 0;
            for (int i = 0; sent < total; i++, sent += MessageBytes)
                await caller.SendAsync(frames[i % frames.Length]);
            caller.Shutdown(SocketShutdown.Send);
        }
    }

    private static byte[] Frame(int seed)
    {
        // The key, 1000 << 3 | 2, and the length, seven bits a byte.
        ReadOnlySpan<byte> head = [0xC2, 0x3E, 0x80, 0x80, 0x40];
        byte[] frame = new byte[5 + head.Length + MessageBytes];
        new Random(seed).NextBytes(frame);
        frame[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        head.CopyTo(frame.AsSpan(5));
        return frame;
    }
}
