using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>
/// The dashboard of a silo of a cluster folder, on a free port of loopback, for whoever has its address: that has a secret in it, and is
/// told in the folder alone. Until somebody comes there is a socket, and nothing that would hold up the silo's start.
/// </summary>
internal sealed class FolderDashboard : IAsyncDisposable
{
    private const int SecretBytes = 16;
    private const int Backlog = 64;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private FolderDashboard(Socket socket, Func<OrleansSilo?> silo, ILoggerFactory logs)
    {
        _socket = socket;
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        Address = $"http://{socket.LocalEndPoint}/{token}{ProcessDashboard.Prefix}/";
        _serving = ServeAsync(DashboardGate.OfAddress(token), silo, logs).ContinueWith(ended =>
        {
            if (ended.IsFaulted && !_end.IsCancellationRequested)
                SiloLog.NoDashboard(logs.CreateLogger<FolderDashboard>(), ended.Exception);
        }, TaskScheduler.Default);
    }

    /// <summary>Where a browser finds it.</summary>
    public string Address { get; }

    /// <summary>Opens it for the silo that the process has by then; null where the machine has no port left for it.</summary>
    public static FolderDashboard? Open(Func<OrleansSilo?> silo, ILoggerFactory logs)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen(Backlog);
            return new FolderDashboard(socket, silo, logs);
        }
        catch (SocketException e)
        {
            SiloLog.NoDashboard(logs.CreateLogger<FolderDashboard>(), e);
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

    private async Task ServeAsync(DashboardGate gate, Func<OrleansSilo?> silo, ILoggerFactory logs)
    {
        using var listener = new HeldListener(_socket, await _socket.AcceptAsync(_end.Token), logs);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen((IPEndPoint)_socket.LocalEndPoint!, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddSingleton<IConnectionListenerFactory>(listener);
        await using var server = builder.Build();
        server.Run(ProcessDashboard.Of(gate, silo));
        await server.StartAsync(_end.Token);
        await Task.Delay(Timeout.Infinite, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
