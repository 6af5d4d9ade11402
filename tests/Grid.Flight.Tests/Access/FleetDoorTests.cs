using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grid.Silo;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grid.Flight.Tests;

public sealed class FleetDoorTests : IDisposable
{
    private const string Secret = "0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("grid-door-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Secret, StatusCode.Unavailable, "this silo is not up yet; ask again, or another silo")]
    [InlineData("0123456789abcdeF", StatusCode.Unauthenticated, "expected the header 'authorization: Bearer TOKEN', with the token that the silos have in GRID_FLIGHT_TOKEN")]
    public async Task It_speaks_TLS_to_who_has_the_token(string token, StatusCode status, string says)
    {
        var (settings, certificate) = Settings();
        int port = FreePort();
        await using var door = await FlightServer.OpenAsync(settings, port, IPAddress.Loopback, () => null, NullLoggerFactory.Instance);
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString() } };
        using var channel = GrpcChannel.ForAddress($"https://127.0.0.1:{port}", new GrpcChannelOptions { HttpHandler = handler });
        var calls = new Arrow.Flight.Foreign.FlightService.FlightServiceClient(channel);

        var fault = await Assert.ThrowsAsync<RpcException>(async () => await calls.GetFlightInfoAsync(DoorClient.Path("trips"), new Metadata { { "authorization", $"Bearer {token}" } }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((status, says), (fault.StatusCode, fault.Status.Detail));
        using var plain = new DoorClient($"grpc://127.0.0.1:{port}", Secret);
        await Assert.ThrowsAsync<RpcException>(() => plain.InfoAsync(DoorClient.Path("trips")));
    }

    [Fact]
    public async Task A_certificate_that_is_none_and_a_port_that_is_taken_are_told()
    {
        var (settings, _) = Settings();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var busy = await Assert.ThrowsAsync<ClusterException>(() => FlightServer.OpenAsync(settings, port, IPAddress.Loopback, () => null, NullLoggerFactory.Instance));
        var none = await Assert.ThrowsAsync<ClusterException>(() => FlightServer.OpenAsync(settings with { FlightCertificate = Path.Combine(_folder, "none.pem") }, FreePort(), IPAddress.Loopback, () => null, NullLoggerFactory.Instance));

        Assert.Equal($"the port 127.0.0.1:{port} of GRID_FLIGHT_PORT is taken. Name another.", busy.Message);
        Assert.StartsWith($"GRID_FLIGHT_CERTIFICATE={Path.Combine(_folder, "none.pem")}: no certificate with its key can be read there", none.Message, StringComparison.Ordinal);
    }

    private (FleetSettings Settings, X509Certificate2 Certificate) Settings()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(1));
        string at = Path.Combine(_folder, "cert.pem"), keyAt = Path.Combine(_folder, "key.pem");
        File.WriteAllText(at, certificate.ExportCertificatePem());
        File.WriteAllText(keyAt, key.ExportPkcs8PrivateKeyPem());
        return (new FleetSettings { ClusterId = "night", FlightToken = Secret, FlightCertificate = at, FlightKey = keyAt }, certificate);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
