using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>Passes on to a server the connections of a socket that listened before the server was there, the one that called for it first.</summary>
internal sealed class HeldListener(Socket socket, Socket first, ILoggerFactory logs) : IConnectionListenerFactory, IConnectionListener, IDisposable
{
    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions { MaxWriteBufferSize = LoopbackDoor.WriteAhead }, logs.CreateLogger<HeldListener>());
    private readonly CancellationTokenSource _end = new();
    private Socket? _first = first;

    public EndPoint EndPoint => socket.LocalEndPoint!;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var caller = Interlocked.Exchange(ref _first, null) ?? await socket.AcceptAsync(_end.Token);
            caller.NoDelay = true;
            return _contexts.Create(caller);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => new(_end.CancelAsync());

    public ValueTask DisposeAsync() => UnbindAsync();

    public void Dispose()
    {
        _contexts.Dispose();
        _end.Dispose();
    }
}
