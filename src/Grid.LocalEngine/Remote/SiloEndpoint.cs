using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grid.LocalEngine;

/// <summary>Where a silo listens for the other processes of its cluster.</summary>
internal sealed class SiloEndpoint : IAsyncDisposable
{
    private readonly LocalSilo _silo;
    private readonly byte[] _secret;
    private readonly WebApplication _server;
    private readonly LongReplies _longReplies = new();

    private SiloEndpoint(LocalSilo silo, string secret, WebApplication server) =>
        (_silo, _secret, _server) = (silo, Encoding.ASCII.GetBytes(secret), server);

    /// <summary>The address, as <c>http://127.0.0.1:41000</c>.</summary>
    public string Address => _server.Urls.First();

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ClusterException">The address is not of this machine's loopback, or the port is taken.</exception>
    public static async Task<SiloEndpoint> StartAsync(LocalSilo silo, ClusterOptions options, string secret)
    {
        if (!IPAddress.IsLoopback(options.Address))
        {
            throw new ClusterException(
                $"The bundled engine listens on loopback only, not on {options.Address}: what travels between its silos is neither encrypted nor authenticated beyond this machine. "
                + "Past one machine, use the Orleans engine.");
        }
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = WireProtocol.LongestMessage + (64 << 10);
            server.Limits.MinRequestBodyDataRate = null;
            server.Limits.MinResponseDataRate = null;
            server.Limits.Http2.MaxStreamsPerConnection = 1000;
            server.Limits.Http2.InitialStreamWindowSize = 1 << 20;
            server.Limits.Http2.InitialConnectionWindowSize = 8 << 20;
            server.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        var endpoint = new SiloEndpoint(silo, secret, app);
        app.Run(endpoint.HandleAsync);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new ClusterException($"Silo '{options.Name}' cannot listen on {options.Address}:{options.Port}: the port is taken. Name another, or none for a free one.", e);
        }
        catch (SocketException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new ClusterException($"Silo '{options.Name}' cannot listen on {options.Address}:{options.Port}: {e.Message}", e);
        }
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(limit.Token).ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _longReplies.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (Refusal(context.Request) is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync(refusal, context.RequestAborted).ConfigureAwait(false);
            return;
        }
        byte[] message = await ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        using var input = WireProtocol.Reader(message);
        using var output = new WireBuffer();
        switch (context.Request.Path.Value)
        {
            case WireProtocol.CallPath:
                await CallAsync(input, output, context.Request.Headers[EngineTraces.ParentHeader], context.RequestAborted).ConfigureAwait(false);
                break;
            case WireProtocol.PartPath:
                output.Write(_longReplies.Part(new Guid(input.ReadBytes(16)), input.ReadInt32()).Span);
                break;
            case WireProtocol.LocatePath:
                await LocateAsync(input, output).ConfigureAwait(false);
                break;
            case WireProtocol.HeldPath:
                WireProtocol.Write(output, _silo.Held());
                break;
            case WireProtocol.ReportPath:
                _silo.Leader.Take(input.ReadString(), WireProtocol.ReadGrains(input), WireProtocol.ReadHeld(input));
                break;
            case WireProtocol.MovePath:
                bool moved = input.ReadBoolean();
                _silo.Move(WireProtocol.ReadGrains(input), moved);
                break;
            case WireProtocol.StopPath:
                _silo.AskToStop();
                break;
            case WireProtocol.NewsPath:
                _silo.ReadNews();
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
        context.Response.ContentLength = output.Written.Length;
        await context.Response.Body.WriteAsync(output.Written, context.RequestAborted).ConfigureAwait(false);
    }

    private string? Refusal(HttpRequest request)
    {
        if (request.Headers[WireProtocol.VersionHeader] != WireProtocol.Version.ToString(CultureInfo.InvariantCulture))
        {
            return $"Silo '{_silo.Name}' speaks version {WireProtocol.Version} of the protocol, and was called in version {request.Headers[WireProtocol.VersionHeader]}: "
                + "use the same release of Grid for silos and clients.";
        }
        // In constant time: the answer to a wrong guess says nothing about how wrong it is.
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(request.Headers[WireProtocol.SecretHeader].ToString()), _secret)
            ? null : $"The call does not come from a process that may read the folder of the cluster of silo '{_silo.Name}'.";
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(body, cancellation).ConfigureAwait(false);
        return body.Length == body.Capacity ? body.GetBuffer() : body.ToArray();
    }

    private async Task LocateAsync(BinaryReader input, WireBuffer output)
    {
        string caller = input.ReadString();
        var silos = await _silo.Leader.LocateAsync(WireProtocol.ReadGrains(input), caller.Length == 0 ? null : caller).ConfigureAwait(false);
        output.Write(silos is not null);
        if (silos is null)
            return;
        output.Write7BitEncodedInt(silos.Length);
        foreach (string silo in silos)
            output.Write(silo);
    }

    private async Task CallAsync(BinaryReader input, WireBuffer output, string? parent, CancellationToken cancellation)
    {
        if (!_silo.Serves)
        {
            output.Write((byte)ReplyKind.NotServing);
            return;
        }
        try
        {
            var target = WireProtocol.ReadGrain(input);
            string name = input.ReadString();
            var method = _silo.Types.Method(name)
                ?? throw new ClusterException($"Silo '{_silo.Name}' knows no method {name}: use the same release of Grid for silos and clients.");
            using var activity = EngineTraces.Start(method.Name, parent);
            var timeLeft = new TimeSpan(input.ReadInt64());
            var call = method.CallWithin(timeLeft, target, method.ReadArguments(input, _silo, cancellation));
            call.Watch();
            if (!await DeliverAsync(call, cancellation).ConfigureAwait(false))
            {
                output.Write((byte)ReplyKind.Elsewhere);
                return;
            }
            await call.Response.ConfigureAwait(false);
            output.Write((byte)ReplyKind.Answer);
            method.WriteAnswer(output, call.Result);
            if (output.Written.Length > WireProtocol.LongestReply)
                throw new MessageSizeException($"The answer of {method.Name} takes {output.Written.Length >> 20} MiB, and answers end at {WireProtocol.LongestReply >> 20} MiB: ask for less at a time.");
            if (output.Written.Length > WireProtocol.LongestMessage)
                SendInParts(output);
        }
        catch (Exception e)
        {
            cancellation.ThrowIfCancellationRequested();
            output.BaseStream.SetLength(0);
            output.Write((byte)ReplyKind.Exception);
            ExceptionCodec.Write(output, e);
        }
    }

    private void SendInParts(WireBuffer output)
    {
        int length = output.Written.Length;
        var name = _longReplies.Keep(output.Written.Span);
        output.BaseStream.SetLength(0);
        output.Write((byte)ReplyKind.InParts);
        output.Write(name.ToByteArray());
        output.Write(length);
    }

    private async Task<bool> DeliverAsync(GrainCall call, CancellationToken cancellation)
    {
        while (true)
        {
            if (await _silo.HostAsync(call.Target, cancellation).ConfigureAwait(false) is not { } activation)
            {
                call.Dispose();
                return false;
            }
            if (activation.TryDeliver(call))
                return true;
        }
    }
}
