using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Grid.Hosting.Tests.Tls;

public sealed class FleetCredentialsTests
{
    private static readonly TestAuthority Ours = new("ours");
    private static readonly TestAuthority Theirs = new("theirs");

    [Fact]
    public void Whoever_has_a_certificate_of_the_authority_is_taken_for_what_it_is_for()
    {
        using var silo = Ours.Issue("silo", uses: [TestAuthority.Serves, TestAuthority.Calls]);
        using var client = Ours.Issue("client", uses: TestAuthority.Calls);
        using var any = Ours.IssueForNothing("any");
        using var every = Ours.Issue("every", uses: "2.5.29.37.0");

        Assert.True(IsTaken(silo, FleetCredentials.Serves, FleetCredentials.Calls));
        Assert.True(IsTaken(client, FleetCredentials.Calls));
        // What names no use, or all at once, may be anybody's: it calls, and is no silo.
        Assert.True(IsTaken(any, FleetCredentials.Calls));
        Assert.All([any, every], unnamed => Assert.False(IsTaken(unnamed, FleetCredentials.Serves, FleetCredentials.Calls)));
        Assert.All([any, every], unnamed => Assert.False(IsTaken(unnamed, FleetCredentials.Serves)));
        // A client is no silo: it neither opens the silos' port nor passes for a gateway.
        Assert.False(IsTaken(client, FleetCredentials.Serves));
        Assert.False(IsTaken(client, FleetCredentials.Serves, FleetCredentials.Calls));
    }

    [Fact]
    public void Nobody_else_is_taken()
    {
        using var theirs = Theirs.Issue("silo");
        using var namesake = new TestAuthority("ours").Issue("silo");
        using var ended = Ours.Issue("silo", ends: DateTimeOffset.UtcNow.AddMinutes(-1));
        using var ofASilo = Ours.Below("silo", isAuthority: false).Issue("forged");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var self = new CertificateRequest("CN=ours", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));

        Assert.All([theirs, namesake, ended, ofASilo, self], stranger => Assert.False(IsTaken(stranger, FleetCredentials.Calls)));
    }

    [Fact]
    public void An_authority_between_stands_beside_the_certificate_or_with_the_authority_and_is_not_trusted_for_that()
    {
        var between = Ours.Below("between");
        using var silo = between.Issue("silo");
        string certificate = silo.ExportCertificatePem() + "\n", key = TestAuthority.KeyOf(silo);

        Assert.Equal(silo.Thumbprint, Read(certificate + between.Pem, key, Ours.Pem).Certificate.Thumbprint);
        Assert.Equal(silo.Thumbprint, Read(certificate, key, Ours.Pem + between.Pem).Certificate.Thumbprint);
        Assert.Contains("would be refused by the authorities of GRID_TLS_AUTHORITY", Refusal(certificate, key, Ours.Pem), StringComparison.Ordinal);
        // A root that somebody put beside a certificate stays a stranger.
        using var theirs = Theirs.Issue("silo");
        Assert.Contains("would be refused", Refusal($"{theirs.ExportCertificatePem()}\n{Theirs.Pem}", TestAuthority.KeyOf(theirs), Ours.Pem), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_authorities_are_taken_while_they_change()
    {
        using var old = Ours.Issue("silo");
        using var next = Theirs.Issue("silo");

        var both = Read(old.ExportCertificatePem(), TestAuthority.KeyOf(old), Ours.Pem + Theirs.Pem);

        Assert.True(IsTaken(both, next, FleetCredentials.Calls));
        Assert.True(IsTaken(both, old, FleetCredentials.Calls));
    }

    [Fact]
    public void What_others_would_refuse_is_refused_at_once_with_the_reason()
    {
        using var silo = Ours.Issue("silo");
        using var ended = Ours.Issue("late", ends: DateTimeOffset.UtcNow.AddMinutes(-1));
        using var client = Ours.Issue("client", uses: TestAuthority.Calls);
        string key = TestAuthority.KeyOf(silo);

        Assert.StartsWith("GRID_TLS_CERTIFICATE: the certificate 'CN=late', in force from ", Refusal(ended.ExportCertificatePem(), TestAuthority.KeyOf(ended), Ours.Pem), StringComparison.Ordinal);
        Assert.Equal("GRID_TLS_CERTIFICATE: the certificate 'CN=client' does not name what a silo's is for: expected the extended key usages serverAuth and clientAuth", Refusal(client.ExportCertificatePem(), TestAuthority.KeyOf(client), Ours.Pem));
        Assert.StartsWith("GRID_TLS_CERTIFICATE: no certificate with its key, unencrypted in GRID_TLS_KEY, can be read there: ", Refusal(silo.ExportCertificatePem(), TestAuthority.KeyOf(ended), Ours.Pem), StringComparison.Ordinal);
        Assert.Equal("GRID_TLS_AUTHORITY: no certificate is in it; expected PEM, -----BEGIN CERTIFICATE-----", Refusal(silo.ExportCertificatePem(), key, key));
        Assert.Equal("GRID_TLS_AUTHORITY: expected the certificate of the fleet's own authority, which it has issued to itself", Refusal(silo.ExportCertificatePem(), key, Ours.Below("between").Pem));
    }

    [Fact]
    public void No_message_tells_a_key()
    {
        using var silo = Ours.Issue("silo");
        string key = TestAuthority.KeyOf(silo);
        var source = Source(silo.ExportCertificatePem(), key, Ours.Pem);

        Assert.Equal("GRID_TLS_KEY", source.Key.ToString());
        Assert.Equal("GRID_TLS_KEY=/tls/key.pem", new PemSource("GRID_TLS_KEY", "/tls/key.pem").ToString());
        Assert.DoesNotContain("PRIVATE", source.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", new FleetSettings { ClusterId = "night", TlsKey = key }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key[40..60], Refusal(key, silo.ExportCertificatePem(), Ours.Pem), StringComparison.Ordinal);
    }

    private static bool IsTaken(X509Certificate2 certificate, params Oid[] uses)
    {
        using var own = Ours.Issue("own");
        return IsTaken(Read(own.ExportCertificatePem(), TestAuthority.KeyOf(own), Ours.Pem), certificate, uses);
    }

    private static bool IsTaken(FleetCredentials credentials, X509Certificate2 certificate, params Oid[] uses)
    {
        using var chain = new X509Chain { ChainPolicy = credentials.PolicyFor(uses) };
        return chain.Build(certificate) && FleetCredentials.IsNamedFor(certificate, uses);
    }

    private static string Refusal(string certificate, string key, string authority) => Assert.Throws<ClusterException>(() => Read(certificate, key, authority)).Message;

    private static FleetCredentials Read(string certificate, string key, string authority) =>
        FleetCredentials.Read(Source(certificate, key, authority), [certificate, key, authority], FleetCredentials.Serves, FleetCredentials.Calls);

    private static TlsSource Source(string certificate, string key, string authority) =>
        new(new PemSource("GRID_TLS_CERTIFICATE", certificate), new PemSource("GRID_TLS_KEY", key), new PemSource("GRID_TLS_AUTHORITY", authority));
}
