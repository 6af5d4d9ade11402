using System.Net;
using System.Net.Security;
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
        Assert.StartsWith($"GRID_FLIGHT_CERTIFICATE={Path.Combine(_folder, "none.pem")}: no PEM file can be read there", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_was_changed_is_shown_without_a_stop_and_with_those_that_stand_for_it()
    {
        var (settings, first) = Settings();
        int port = FreePort();
        await using var door = await FlightServer.OpenAsync(settings, port, IPAddress.Loopback, () => null, NullLoggerFactory.Instance);
        Assert.Equal(first.Thumbprint, (await ShownAsync(port)).Own);

        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Authority("root", rootKey).CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-3), DateTimeOffset.UtcNow.AddHours(3));
        using var betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var between = Authority("between", betweenKey).Create(root, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddHours(2), [1]).CopyWithPrivateKey(betweenKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var second = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).Create(between, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(1), [2]);
        File.WriteAllText(settings.FlightKey!, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(settings.FlightCertificate!, $"{second.ExportCertificatePem()}\n{between.ExportCertificatePem()}\n");

        var until = DateTime.UtcNow.AddSeconds(20);
        (string Own, string[] Beside) shown;
        do
            shown = await ShownAsync(port);
        while (!(shown.Own == second.Thumbprint && shown.Beside.Contains(between.Thumbprint)) && DateTime.UtcNow < until);
        Assert.Equal(second.Thumbprint, shown.Own);
        Assert.Contains(between.Thumbprint, shown.Beside);
    }

    private static CertificateRequest Authority(string name, ECDsa key) => new($"CN={name}", key, HashAlgorithmName.SHA256)
    {
        CertificateExtensions = { new X509BasicConstraintsExtension(true, false, 0, critical: true) },
    };

    private static async Task<(string Own, string[] Beside)> ShownAsync(int port)
    {
        string[] beside = [];
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream(), false, (_, _, chain, _) =>
        {
            beside = [.. chain!.ChainPolicy.ExtraStore.Select(c => c.Thumbprint)];
            return true;
        });
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http2] }, TestContext.Current.CancellationToken);
        return (((X509Certificate2)stream.RemoteCertificate!).Thumbprint, beside);
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
