using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>
/// A server on a free port of loopback. Until somebody comes there is a socket, and nothing that would hold up the silo's start; the first
/// connection brings the server up.
/// </summary>
internal sealed class LoopbackDoor : IAsyncDisposable
{
    /// <summary>Bytes that are on their way to a caller at most: with few, whoever makes them and whoever sends them wait for one another.</summary>
    public const int WriteAhead = 1 << 20;

    private const int Backlog = 64;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private LoopbackDoor(Socket socket, string what, HttpProtocols protocols, Action<WebApplicationBuilder> configure, Action<WebApplication> map, ILoggerFactory logs)
    {
        _socket = socket;
        _serving = ServeAsync(protocols, configure, map, logs).ContinueWith(ended =>
        {
            if (ended.IsFaulted && !_end.IsCancellationRequested)
                SiloLog.NoDoor(logs.CreateLogger<LoopbackDoor>(), what, ended.Exception);
        }, TaskScheduler.Default);
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address => _socket.LocalEndPoint!;

    /// <summary>Opens it; null where the machine has no port left for it.</summary>
    /// <param name="what">What it shows, for the log.</param>
    /// <param name="protocols">What is spoken.</param>
    /// <param name="configure">Adds the server's services, when it comes up.</param>
    /// <param name="map">Says what it answers.</param>
    /// <param name="logs">Where it says what goes wrong.</param>
    public static LoopbackDoor? Open(string what, HttpProtocols protocols, Action<WebApplicationBuilder> configure, Action<WebApplication> map, ILoggerFactory logs)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen(Backlog);
            return new LoopbackDoor(socket, what, protocols, configure, map, logs);
        }
        catch (SocketException e)
        {
            SiloLog.NoDoor(logs.CreateLogger<LoopbackDoor>(), what, e);
            socket.Dispose();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(HttpProtocols protocols, Action<WebApplicationBuilder> configure, Action<WebApplication> map, ILoggerFactory logs)
    {
        using var listener = new HeldListener(_socket, await _socket.AcceptAsync(_end.Token), logs);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            DoorLimits.Set(server);
            server.Listen((IPEndPoint)_socket.LocalEndPoint!, listen => listen.Protocols = protocols);
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(listener);
        configure(builder);
        await using var server = builder.Build();
        map(server);
        await server.StartAsync(_end.Token);
        await Task.Delay(Timeout.Infinite, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
