using System.Net;
using System.Net.Security;
using Grid.Flight;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>
/// The silo's door for clients of Arrow Flight. In a cluster folder on a free port of loopback, under the folder's token; on several machines
/// on the port that the environment names, by TLS, under the token that it names.
/// </summary>
internal sealed class FlightServer : IAsyncDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly IAsyncDisposable _server;

    private FlightServer(IAsyncDisposable server, string? address) => (_server, Address) = (server, address);

    /// <summary>Where clients of the folder find it; null on several machines, where others than the silo know its address.</summary>
    public string? Address { get; }

    /// <summary>Opens it for the silo that the process has by then; null where the machine has no port left for it.</summary>
    public static FlightServer? Open(string folder, Func<OrleansSilo?> silo, ILoggerFactory logs) => LoopbackDoor.Open(
        "Arrow Flight", HttpProtocols.Http2,
        builder =>
        {
            string token = OrleansClient.FlightTokenOf(folder) ?? throw new ClusterException($"the cluster's folder {folder} has lost its flight.token");
            Configure(builder, new FlightSettings(token, folder), silo, logs);
        },
        FlightDoor.MapTo, logs) is { } door ? new FlightServer(door, $"grpc://{door.Address}") : null;

    /// <summary>Opens it on several machines.</summary>
    /// <exception cref="ClusterException">The certificate cannot be read, or the port is taken.</exception>
    public static async Task<FlightServer> OpenAsync(FleetSettings fleet, int port, IPAddress address, Func<OrleansSilo?> silo, ILoggerFactory logs)
    {
        var certificate = Certificate(fleet);
        var log = logs.CreateLogger<FlightServer>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.MaxWriteBufferSize = LoopbackDoor.WriteAhead).UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(address, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Current(log) }) });
        }));
        Configure(builder, new FlightSettings(fleet.FlightToken!, null), silo, logs);
        var server = builder.Build();
        FlightDoor.MapTo(server);
        try
        {
            await server.StartAsync();
            return new FlightServer(server, null);
        }
        catch (IOException e)
        {
            await server.DisposeAsync();
            throw new ClusterException($"the port {address}:{port} of {FleetSettings.FlightPortVariable} is taken. Name another.", e);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Configure(WebApplicationBuilder builder, FlightSettings settings, Func<OrleansSilo?> silo, ILoggerFactory logs)
    {
        builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = EndPatience);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            DoorLimits.Set(kestrel);
            // Whoever reads slowly, or pauses, may; whoever is gone shows by that they answer no ping.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxResponseBufferSize = LoopbackDoor.WriteAhead;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
            kestrel.Limits.Http2.InitialStreamWindowSize = 1 << 20;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
        });
        FlightDoor.AddTo(builder.Services, settings, () => silo() is { Serves: true } there ? there.Services : null);
    }

    // Read again when it changes, so that one that runs out is followed by another without a stop.
    private static Renewed<SslStreamCertificateContext> Certificate(FleetSettings fleet)
    {
        var certificate = new PemSource(FleetSettings.FlightCertificateVariable, fleet.FlightCertificate!);
        var key = fleet.FlightKey is { } named ? new PemSource(FleetSettings.FlightKeyVariable, named) : certificate;
        return new([certificate, key], texts => PemCertificate.Shown(certificate, key, texts[0], texts[1]));
    }
}
