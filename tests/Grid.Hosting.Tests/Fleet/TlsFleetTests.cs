using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Grid.Client;
using Grid.Hosting.Tests.Tls;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>Silos that know one another, and their clients, by certificates of an authority of their own.</summary>
public sealed class TlsFleetTests(RedisServer store) : IClassFixture<RedisServer>
{
    private const int Refused = 21;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_a_certificate_is_answered_and_strangers_are_cut_off()
    {
        var ours = new TestAuthority("ours");
        var theirs = new TestAuthority("theirs");
        using var files = new TlsFiles(ours.Issue("silo", uses: [TestAuthority.Serves, TestAuthority.Calls]), ours.Pem);
        using var foreign = new TlsFiles(theirs.Issue("silo"), theirs.Pem);
        await using var fleet = await TestFleet.StartAsync(files.Store(store), 2);
        int silo = fleet.PortOf(fleet.All[0], "GRID_SILO_PORT"), gateway = fleet.PortOf(fleet.All[0], "GRID_GATEWAY_PORT");
        var stranger = fleet.Add(foreign.Variables);

        using var client = ours.Issue("client", uses: TestAuthority.Calls);
        using var clients = new TlsFiles(client, ours.Pem);
        await using (var grid = await GridClient.ConnectAsync(clients.Of(fleet.Settings), Token))
            await AnswersAsync(fleet, grid);

        using var another = theirs.Issue("client");
        using var ended = ours.Issue("client", ends: DateTimeOffset.UtcNow.AddMinutes(-1));
        foreach (int port in (int[])[silo, gateway])
        {
            Assert.True(await IsCutOffAsync(port, null), "without a certificate");
            Assert.True(await IsCutOffAsync(port, another), "with one of another authority");
            Assert.True(await IsCutOffAsync(port, ended), "with one that has ended");
            Assert.True(await IsCutOffAsync(port, null, plain: true), "without TLS");
        }
        Assert.False(await IsCutOffAsync(gateway, client));
        Assert.True(await IsCutOffAsync(silo, client), "a client at the silos' port");
        using var unnamed = ours.IssueForNothing("any");
        Assert.True(await IsCutOffAsync(silo, unnamed), "one that does not say that it is a silo's, at the silos' port");
        using var own = ours.Issue("silo");
        Assert.False(await IsCutOffAsync(silo, own));

        // The silo of another authority has found the others in the store, and comes no further.
        await TestFleet.UntilAsync(() => Task.FromResult(stranger.Logged(Refused).Any()), () => "the stranger refuses the silos");
        Assert.NotEqual(SiloStatus.Active, (await fleet.StatusesAsync())[stranger.Name]);
        Assert.False(await fleet.AnswersAsync(stranger, "/health/ready"));
        await using (var grid = await GridClient.ConnectAsync(clients.Of(fleet.Settings), Token))
        {
            Assert.Equal(2, grid.Silos.Count);
            // What is told of the doors is what was tried at them.
            int web = fleet.PortOf(fleet.All[0], "GRID_WEB_PORT");
            Assert.Equal(
                [new("silos", $"127.0.0.1:{silo}", true, "certificate"), new("clients", $"127.0.0.1:{gateway}", true, "certificate"), new("health", $"127.0.0.1:{web}", false, "anybody"), new("dashboard", $"127.0.0.1:{web}", false, "machine")],
                (await grid.StatusAsync(Token)).Silos.Single(s => s.Name == fleet.All[0].Name).Listeners);
        }
    }

    [Fact]
    public async Task Certificates_and_authorities_are_changed_without_a_stop()
    {
        var old = new TestAuthority("old");
        var next = new TestAuthority("next");
        using var files = new TlsFiles(old.Issue("silo"), old.Pem);
        using var clients = new TlsFiles(old.Issue("client"), old.Pem);
        await using var fleet = await TestFleet.StartAsync(files.Store(store), 2);
        int gateway = fleet.PortOf(fleet.All[0], "GRID_GATEWAY_PORT");
        await using var before = await GridClient.ConnectAsync(clients.Of(fleet.Settings), Token);
        var frame = await AnswersAsync(fleet, before);
        string answer = (await frame.DescribeAsync(cancellation: Token)).ToString();

        // Both are trusted, then the new one's certificates are shown, then the old one's are taken no more.
        files.Authority = old.Pem + next.Pem;
        clients.Authority = old.Pem + next.Pem;
        using var certificate = next.Issue("silo");
        await TestFleet.UntilAsync(async () => !await IsCutOffAsync(gateway, certificate), () => "the new authority is taken");
        Assert.False(await IsCutOffAsync(gateway, files.Certificate));
        files.Certificate = certificate;
        clients.Certificate = certificate;
        await TestFleet.UntilAsync(async () => await ShownAsync(gateway, certificate) == certificate.Thumbprint, () => "the new certificate is shown");
        using var latecomer = old.Issue("client");
        files.Authority = next.Pem;
        clients.Authority = next.Pem;
        await TestFleet.UntilAsync(() => IsCutOffAsync(gateway, latecomer), () => "the old authority is taken no more");

        // The client of before goes on, another one comes, and so does a silo.
        Assert.Equal(answer, (await frame.DescribeAsync(cancellation: Token)).ToString());
        fleet.Add();
        await fleet.ReadyAsync();
        await using var after = await GridClient.ConnectAsync(clients.Of(fleet.Settings), Token);
        Assert.Equal(3, after.Silos.Count);
        Assert.Equal(answer, (await (await after.OpenDatasetAsync("trips", Token)).DescribeAsync(cancellation: Token)).ToString());
        Assert.All(fleet.All, silo => Assert.True(silo.IsRunning));
    }

    [Fact]
    public async Task A_silo_whose_certificate_nobody_would_take_ends_with_the_reason()
    {
        var ours = new TestAuthority("ours");
        using var files = new TlsFiles(ours.Issue("silo", ends: DateTimeOffset.UtcNow.AddMinutes(-1)), ours.Pem);
        await using var fleet = await TestFleet.StartAsync(files.Store(store), 0);

        var silo = fleet.Add();
        await silo.EndedAsync();

        Assert.Equal(2, silo.ExitCode);
        Assert.Contains(silo.Output, line => line.StartsWith("grid-silo: GRID_TLS_CERTIFICATE=", StringComparison.Ordinal) && line.Contains("would be refused by the authorities of GRID_TLS_AUTHORITY=", StringComparison.Ordinal));
    }

    private static async Task<GridFrame> AnswersAsync(TestFleet fleet, GridClient grid)
    {
        string trips = Trips.Write(fleet.Folder, "trips.csv", 4_000, seed: 1);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        var frame = await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token);
        await frame.PersistAsync(cancellation: Token);
        Assert.Equal(Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token)), Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        return frame;
    }

    // Whoever is let in may speak, and is waited for; whoever is not is cut off without a word.
    private static async Task<bool> IsCutOffAsync(int port, X509Certificate2? certificate, bool plain = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        Stream stream = client.GetStream();
        try
        {
            if (plain)
                await stream.WriteAsync(new byte[64], Token);
            else
                stream = await GreetAsync(client, certificate);
            await using (stream)
                return await stream.ReadAsync(new byte[1], Token).AsTask().WaitAsync(TimeSpan.FromSeconds(1), Token) == 0;
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task<string> ShownAsync(int port, X509Certificate2 certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        await using var stream = await GreetAsync(client, certificate);
        return ((X509Certificate2)stream.RemoteCertificate!).Thumbprint;
    }

    private static async Task<SslStream> GreetAsync(TcpClient client, X509Certificate2? certificate)
    {
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "anybody",
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
                ApplicationProtocols = [new SslApplicationProtocol("Orleans1")],
            },
            Token);
        return stream;
    }
}
